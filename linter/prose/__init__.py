"""The prose of a report: its sentences, numbered items, figures, citations and signature."""
