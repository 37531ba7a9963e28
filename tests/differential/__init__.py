"""The same reports by two ways through the program, which must come to the same."""
