"""Check records: against their schema, then against the rules; all problems in one run."""
