"""Copies of files in which every finding is marked at its place.

A new kind of file takes a module with the name of its reader (linter/readers), listed in `_MODULES`. It has
`annotate(data, examination, lang) -> bytes`. `data` are the bytes that the examined source was read from. The
copy has the same text. `ReadError` says why a file cannot be annotated.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from ..engine import Examination
from ..findings import Finding
from ..readers import KINDS

_MODULES = ("docx", "html")
_ARCHIVES = (".mht", ".mhtml")  # the page in an archive is encoded, so no mark can be put into it
_KINDS = {
    suffix: kind.module
    for kind in KINDS
    for suffix in kind.suffixes
    if kind.module in _MODULES and suffix not in _ARCHIVES
}
SUFFIXES = tuple(_KINDS)


def annotate(data: bytes, examination: Examination, lang: str) -> bytes:
    """A copy of a file with marks at all findings that are not waived.

    The name of the file says which kind it is. Raises `ReadError`, and `ValueError` for names without one of
    `SUFFIXES`.
    """
    suffix = Path(examination.name).suffix.lower()
    if suffix not in _KINDS:
        raise ValueError(f"{suffix!r} is none of {' '.join(SUFFIXES)}")
    module: Any = import_module(f".{_KINDS[suffix]}", __name__)
    copy: bytes = module.annotate(data, examination, lang)
    return copy


def to_mark(examination: Examination) -> list[Finding]:
    """The findings that get a mark: those that are not waived."""
    return [finding for finding in examination.findings if not finding.waived]
