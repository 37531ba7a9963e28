"""Which format a report follows."""
