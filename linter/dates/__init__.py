"""When a report was published, and when it had to be."""
