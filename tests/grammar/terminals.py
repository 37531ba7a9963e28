"""The terminals that a grammar of ours declares or has a pattern for."""

from __future__ import annotations

import re
from pathlib import Path


def terminals(grammar: Path) -> list[str]:
    """Their names, in alphabetical order."""
    text = grammar.read_text("utf-8")
    declared = re.findall(r"^%declare (.*)$", text, re.MULTILINE)
    with_patterns = re.findall(r"^([A-Z_]+)(?:\.\d+)? *:", text, re.MULTILINE)
    return sorted({*with_patterns, *" ".join(declared).split()})
