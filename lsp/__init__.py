"""The language server: the linter in editors."""
