"""HTML: published pages, and pages that Word and WPS save.

    bytes ──decoding──▶ page ──tokens, tree──▶ elements ──lines──▶ lines ──article──▶ the report ──▶ Source

The source keeps the place of each character in the page, so findings point into it and fixes can change it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ....grammar import Source
from ....grammar.text.maps import Layout, Markup, Piece
from ...findings import ReadError
from ...messages import Message
from .article import article
from .decoding import decode, web_archive
from .headline import with_headline
from .lines import PageLine, lines_of
from .tree import tree

EMPTY = Message(
    zh="网页里没有文字，正文可能在框架、图片或附件里；请在浏览器中打开，全选复制到文本文件后再检查",
    en="the page holds no text; it may be in a frame, a picture or an attachment:"
    " open it in a browser and copy the text into a file",
)


def source(data: bytes, name: str, sha256: str) -> Source:
    """The source of a web page or a web archive (.mht). Raises `ReadError`."""
    archived = web_archive(data, name)
    page, encoding = archived or decode(data, name)
    original, pieces = _text(with_headline(article(lines_of(tree(page), page)), page))
    if not original.strip():
        raise ReadError(name, EMPTY())
    # The page in an archive is encoded, so places in it mean nothing in the file.
    return Source(name, original, encoding, sha256, Layout(()) if archived else Markup(page, pieces))


def _text(lines: Iterable[PageLine]) -> tuple[str, tuple[Piece, ...]]:
    """The lines as one text, and where its pieces stand in the page."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for line in lines:
        for run in line.runs:
            end = at + len(run.text)
            if run.first >= 0:
                pieces.append(Piece(at, end, run.first, run.last))
            texts.append(run.text)
            at = end
        texts.append("\n")
        at += 1
    return "".join(texts), tuple(pieces)
