"""Link records: references, acts, the lives of instruments, and the intervals that follow from them."""
