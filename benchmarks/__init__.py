"""Measurements of the library and the site at sizes that the records have not reached yet."""
