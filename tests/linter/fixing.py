"""Fixes applied to a text, as an editor applies them."""

from __future__ import annotations

from nianbao.linter import Fix, Source


def applied(text: str, fix: Fix) -> str:
    """The text of the file after the edits of a fix."""
    source = Source("a.md", text)
    for edit in sorted(fix.edits, key=lambda edit: edit.span, reverse=True):
        start, end = source.original_span(edit.span)
        text = text[:start] + edit.text + text[end:]
    return text
