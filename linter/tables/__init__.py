"""Shared parts of the rules about tables."""
