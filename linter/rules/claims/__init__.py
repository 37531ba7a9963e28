"""Figures of the prose, beside those of the tables and beside each other."""
