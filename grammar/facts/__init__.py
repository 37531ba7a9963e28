"""Reads a report's own data: its title, year, period, date and reporting body."""
