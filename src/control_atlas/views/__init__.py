"""Views: linked records and a day in, pages as data (blocks) out."""
