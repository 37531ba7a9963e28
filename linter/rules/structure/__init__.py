"""Title, sections and their headings."""
