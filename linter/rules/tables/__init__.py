"""Heads, rows and cells."""
