"""Word documents: .docx, .docm and the templates of both. Macros are never run."""

from __future__ import annotations

from ....grammar import Layout, Location, Placed, Source
from .body import ParagraphStart, RunText, WordText, read_body
from .package import Package

__all__ = ["Package", "ParagraphStart", "RunText", "WordText", "read_body", "source"]


def source(data: bytes, name: str, sha256: str) -> Source:
    """A Word document as a source, with a place for each of its paragraphs. Raises `ReadError`."""
    return source_of(read_body(Package(data, name)), name, sha256)


def source_of(body: WordText, name: str, sha256: str) -> Source:
    """The source of a body that has been read."""
    placed = tuple(Placed(anchor.start, Location(paragraph=anchor.number)) for anchor in body.anchors)
    return Source(name, body.text, "", sha256, Layout(placed))
