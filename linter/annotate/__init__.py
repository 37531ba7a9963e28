"""Copies of files in which every finding is marked where it stands: one module for each kind of file, with `annotate(data, examination, lang)`.

`data`: the bytes that the examined source was read from. Returns those of the copy, the text of which is the same. Raises `ReadError`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from ..engine import Examination
from ..findings import Finding
from ..readers import KINDS

_MODULES = {"docx": ".word", "html": ".page"}  # by kind of file
_ARCHIVES = (".mht", ".mhtml")  # pages whose text is encoded, so that nothing can be put into it
SUFFIXES = tuple(
    suffix for kind in KINDS if kind.module in _MODULES for suffix in kind.suffixes if suffix not in _ARCHIVES
)


def annotate(data: bytes, examination: Examination, lang: str) -> bytes:
    """A copy with the findings that were not waived. The name says which kind of file it is; one that is none of `SUFFIXES` is a ValueError."""
    suffix = Path(examination.name).suffix.lower()
    kind = next((kind.module for kind in KINDS if suffix in kind.suffixes), "")
    if suffix not in SUFFIXES:
        raise ValueError(f"{suffix!r} is none of {' '.join(SUFFIXES)}")
    module: Any = import_module(_MODULES[kind], __name__)
    copy: bytes = module.annotate(data, examination, lang)
    return copy


def to_mark(examination: Examination) -> list[Finding]:
    """The findings that are marked."""
    return [finding for finding in examination.findings if not finding.waived]
