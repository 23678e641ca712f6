"""Questions put to linked records."""
