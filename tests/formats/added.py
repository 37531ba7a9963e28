"""The official formats, with one that a team adds."""

from __future__ import annotations

from pathlib import Path

from nianbao.grammar import Formats, official_formats
from nianbao.grammar.formats.loading import parse_format
from nianbao.linter import Rule
from nianbao.linter.pages import page_of
from nianbao.linter.settings.formats import rules_about_equations


def with_format(text: str) -> Formats:
    """The official formats and that of a file in TOML, whose years come after theirs."""
    return Formats([*official_formats(), parse_format(text, Path("own.toml"), rules_about_equations())])


def formats_of(rule: Rule) -> Formats:
    """The formats that the examples on a rule's page follow."""
    page = page_of(rule)
    return with_format(page.format) if page.format else official_formats()
