"""Official texts: fetched politely from their publishers into a folder of the user's own, never into the data."""
