"""The pages of a PDF file from its bytes.

A file that is not whole is refused, because missing parts would look like faults of the report.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...findings import ReadError
from ...messages import Message, Phrase
from .page import PdfPage, read_page

LIMIT = 200  # pages; the longest reports seen have some thirty

EXTRA = Message(
    zh='读 PDF 需先安装组件：pip install "nianbao[pdf]"；或另存为 .docx 再检查',
    en='reading PDF needs one more package: pip install "nianbao[pdf]"; or save the report as .docx',
)
BROKEN = Message(
    zh="PDF 已损坏或不完整，请从原文件重新导出，或另存为 .docx 再检查",
    en="the PDF is broken or incomplete; export it from the original again, or save the report as .docx",
)
BROKEN_PAGE = Message(
    zh="PDF 第 {page} 页已损坏，读不出来，请从原文件重新导出，或另存为 .docx",
    en="page {page} of the PDF is broken; export it from the original again, or save the report as .docx",
)
LOCKED = Message(
    zh="PDF 设有打开密码，请去掉密码另存一份再检查",
    en="the PDF is locked with a password; save a copy without one",
)
NO_PAGE = Message(
    zh="PDF 里一页也没有，请从原文件重新导出", en="the PDF has no page; export it from the original again"
)
TOO_LONG = Message(
    zh="PDF 超过 {limit} 页，不像一份年度报告，请检查是否选错了文件",
    en="the PDF has more than {limit} pages, too many for a report; check that it is the right one",
)
SCANNED = Message(
    zh="PDF 里没有文字，像是扫描件；请用原 Word 文件，或先做文字识别（OCR）再检查",
    en="the PDF holds no text, like a scan; use the original document, or run text recognition (OCR) first",
)
SWOLLEN = Message(
    zh="PDF 里的压缩内容展开后超过 {limit} MB，不像一份年度报告，请检查文件",
    en="unpacked, the PDF takes more than {limit} MB, too much for a report; check that it is the right one",
)

_INFLATED = 64 * 2**20  # bytes of all unpacked streams but pictures; a report has some hundred thousand
_PICTURES = 512 * 2**20  # bytes of all unpacked pictures: scans of twenty pages
_STREAM = re.compile(rb"\bstream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_HEAD = 1000  # bytes before a stream that describe it
_CHUNK = 2**14  # bytes, of which zlib makes at most a thousand times as many
_LAYERS = 4  # of compression, one in another; a file needs one
_END, _TAIL = b"%%EOF", 4096  # a whole file has this mark among its last bytes


class _Refused(Exception):
    """A file that can be opened but must not be read; `phrase` says why."""

    def __init__(self, phrase: Phrase) -> None:
        self.phrase = phrase


def pages_of(data: bytes, name: str) -> list[PdfPage]:
    """The pages of a PDF file; at least one of them has text. Raises `ReadError`."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise ReadError(name, EXTRA()) from error
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings about fonts help nobody
    if _swells(data):
        raise ReadError(name, SWOLLEN(limit=_INFLATED // 2**20))
    try:
        with pdfplumber.open(io.BytesIO(data), pages=list(range(1, LIMIT + 2))) as pdf:
            pages = _pages(pdf)
        if _END not in data.rstrip(b"\0\r\n\t ")[-_TAIL:]:
            raise _Refused(BROKEN())
    except _Refused as refused:
        raise ReadError(name, refused.phrase) from refused
    except Exception as error:  # damaged files make pdfminer raise almost anything
        locked = any(isinstance(one, PDFPasswordIncorrect) for one in (error, error.__cause__, *error.args))
        raise ReadError(name, (LOCKED if locked else BROKEN)()) from error
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        raise ReadError(name, SCANNED())
    return pages


def _swells(data: bytes) -> bool:
    """Whether a file takes more memory than any report needs once its streams are unpacked.

    pdfminer unpacks streams of any size.
    """
    room, for_pictures = _INFLATED, _PICTURES
    for match in _STREAM.finditer(data):
        head = data[max(match.start() - _HEAD, 0) : match.start()]
        packed = memoryview(data)[match.end() :]
        if _PICTURE.search(head, head.rfind(b" obj") + 1):  # it may be large, as pdfminer leaves it packed
            for_pictures -= sum(map(len, _unpacked(packed, for_pictures)))
            packed = memoryview(b"")
        for _ in range(_LAYERS):
            packed = memoryview(b"".join(_unpacked(packed, room)))
            room -= len(packed)
        if min(room, for_pictures) < 0:
            return True
    return False


def _unpacked(packed: memoryview, limit: int) -> Iterator[bytes]:
    """The bytes that zlib packed, piece by piece, up to a bit more than a limit. Nothing if it did not."""
    unpacker = zlib.decompressobj()
    with suppress(zlib.error):
        for start in range(0, len(packed), _CHUNK):
            part = unpacker.decompress(packed[start : start + _CHUNK])
            yield part
            limit -= len(part)
            if unpacker.eof or limit < 0:
                break


def _pages(pdf: Any) -> list[PdfPage]:
    count = len(pdf.pages)
    if count > LIMIT:
        raise _Refused(TOO_LONG(limit=LIMIT))
    if count < _promised(pdf):
        raise _Refused(BROKEN())
    if not count:
        raise _Refused(NO_PAGE())
    return [_page(raw) for raw in pdf.pages]


def _page(raw: Any) -> PdfPage:
    try:
        damaged = any(map(_is_damaged, raw.page_obj.contents))
        page = read_page(raw)
        raw.close()
    except Exception as error:
        raise _Refused(BROKEN_PAGE(page=raw.page_number)) from error
    if damaged:
        raise _Refused(BROKEN_PAGE(page=raw.page_number))
    return page


def _promised(pdf: Any) -> int:
    """How many pages the file says that it has."""
    from pdfminer.pdftypes import resolve1

    tree = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return min(count, LIMIT) if isinstance(count, int) else 0


def _is_damaged(content: Any) -> bool:
    """Whether the content of a page is compressed and damaged. pdfminer would go on without the rest."""
    from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1

    stream = resolve1(content)
    if not isinstance(stream, PDFStream):
        return True
    filters = stream.get_filters() if stream.rawdata else []
    if not filters or filters[0][0] not in LITERALS_FLATE_DECODE or stream.decipher:
        return False
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)  # without the checksum, which some programs leave out
    try:
        inflating.decompress((stream.rawdata or b"")[2:], _INFLATED)
    except zlib.error:
        return True
    return not inflating.eof
