"""Reading and formatting the files that records are written in."""
