"""What the prose of a report says: its sentences, items, amounts and claims, and how they stand to the tables."""
