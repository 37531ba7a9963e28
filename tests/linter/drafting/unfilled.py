"""Rules that speak of what is still to be filled in in a blank report."""

from __future__ import annotations

# Placeholders, blank cells, no signature or date.
UNFILLED = {"NB118", "NB208", "NB113", "NB114"}
