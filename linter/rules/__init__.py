"""The official rules: one function and one page each."""
