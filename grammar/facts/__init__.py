"""What a report says of itself: its title, its year, period and date, and who reports."""
