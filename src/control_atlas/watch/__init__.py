"""Watching what the records were read from: which texts moved since, and which records to read again."""
