"""Long runs that look for faults nobody thought of: fuzzing, killing, mutation. Started by ``scripts/soak``."""
