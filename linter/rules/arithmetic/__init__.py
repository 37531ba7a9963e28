"""勾稽关系: sums and balances."""
