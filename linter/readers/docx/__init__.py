"""Word documents: .docx, .docm and the templates of both. Macros are never run.

bytes ──package──▶ XML parts ──body──▶ WordText: lines and rows, each with its elements ──▶ Source
                                 ├─runs──▶ the text of a paragraph, with all changes accepted
                                 └─numbering, counting──▶ the number that Word prints before it
"""

from __future__ import annotations

from ....grammar import Layout, Location, Placed, Source
from .body import ParagraphStart, RunText, WordText, read_body
from .package import Package

__all__ = ["Package", "ParagraphStart", "RunText", "WordText", "read_body", "source"]


def source(data: bytes, name: str, sha256: str) -> Source:
    """The source of a Word document, with a place for each of its paragraphs. Raises `ReadError`."""
    body = read_body(Package(data, name))
    placed = tuple(Placed(anchor.start, Location(paragraph=anchor.number)) for anchor in body.anchors)
    return Source(name, body.text, "", sha256, Layout(placed))
