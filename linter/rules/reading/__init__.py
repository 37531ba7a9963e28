"""Files, text and tables that cannot be read."""
