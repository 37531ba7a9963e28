"""Words, punctuation, and what must not be published."""
