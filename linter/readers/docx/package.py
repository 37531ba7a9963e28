"""The parts of a Word file, read without trust.

Sizes are bounded, entities are refused, and errors say which part is missing or broken.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from functools import cache
from io import BytesIO

from lxml import etree

from ...findings import ReadError
from ...messages import Message
from ..shared import ENCRYPTED_PART, OLE

PASSWORD = Message(
    zh="文件设有打开密码，读不出来；请在 Word 或 WPS 中取消密码后再保存",
    en="the file is protected by a password; remove it in Word or WPS and save the file again",
)
OLD = Message(
    zh="这是旧版 Word 的 .doc 文件，请在 Word 或 WPS 中另存为 .docx",
    en="this is a .doc file of old Word; save it as .docx in Word or WPS",
)
NOT_WORD = Message(
    zh="文件里不是 Word 文档，请用 Word 或 WPS 打开原文件，另存为 .docx",
    en="the file holds no Word document; open the original in Word or WPS and save it as .docx",
)
BROKEN = Message(
    zh="Word 文件已损坏（{part}），请用 Word 打开并修复，另存为 .docx",
    en="the Word file is damaged ({part}); let Word or WPS open and repair it, and save it as .docx",
)
SWOLLEN = Message(
    zh="Word 文件里的 {part} 超过 {limit} MB，不像一份年度报告，请检查是否选错了文件",
    en="{part} in the Word file has more than {limit} MB, too much for a report;"
    " check that it is the right one",
)
ENTITIES = Message(
    zh="Word 文件里有不安全的实体定义（{part}），请用 Word 另存为 .docx",
    en="{part} in the Word file defines entities, which is not safe;"
    " open it in Word or WPS and save it as .docx",
)
LIMIT = 12 * 2**20  # bytes of a part; the longest report seen has two megabytes
ARCHIVE = "zip"  # the name of the whole file in messages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"
_OLE = OLE[:4]
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
# Word can save in other namespaces, called strict, which mean the same.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"wordprocessingml/main", W.encode()),
    (b"officeDocument/relationships", RELATIONSHIPS.encode()),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    MemoryError,
)


@cache
def w(name: str) -> str:
    """The name of an element or attribute of WordprocessingML, as lxml writes it."""
    return f"{{{W}}}{name}"


def value(parent: etree._Element | None, name: str) -> str | None:
    """The value of a property, <w:name w:val="…"/> below its parent; None where the property is missing."""
    child = parent.find(w(name)) if parent is not None else None
    return child.get(w("val"), "") if child is not None else None


def integer(parent: etree._Element | None, name: str) -> int | None:
    """The value of a property as a whole number; None where it is none or larger than Word allows."""
    text = value(parent, name) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a property is there and not switched off."""
    return value(parent, name) not in (None, "0", "false", "off", "none")


class Package:
    """An opened Word file. Every method raises `ReadError` where a part is missing, damaged or not safe."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_OLE):
            raise ReadError(name, PASSWORD() if ENCRYPTED_PART in data else OLD())
        if not data.startswith(b"PK"):
            raise ReadError(name, NOT_WORD())
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except FAULTS as error:
            raise ReadError(name, BROKEN(part=ARCHIVE)) from error
        self.entries = {plain(entry.filename): entry for entry in self.archive.infolist()}
        self.strict = False  # whether a part that was read has the other namespaces
        self.roots: dict[str, etree._Element] = {}
        self.main = next(iter(self.related("", "officeDocument")), _MAIN)
        if not self.has(self.main):
            raise ReadError(name, NOT_WORD())
        self.document = self.xml(self.main)
        if self.document.tag != w("document") or self.document.find(w("body")) is None:
            raise ReadError(name, NOT_WORD())

    def has(self, path: str) -> bool:
        """Whether the file has a part of this name."""
        return plain(path) in self.entries

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part refers to as its styles, numbering and so on.

        `part`: "" for the package itself; `kind`: such as "styles".
        """
        path = relationships(part)
        if not self.has(path):
            return []
        folder = posixpath.join("/", posixpath.dirname(part))
        return [
            posixpath.normpath(posixpath.join(folder, link.get("Target") or "")).lstrip("/")
            for link in self.xml(path).iter(_PACKAGE)
            if link.get("TargetMode") != "External" and (link.get("Type") or "").rpartition("/")[2] == kind
        ]

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part with the document's styles, numbering and so on, if it has one."""
        path = next(iter(self.related(self.main, kind)), None)
        return self.xml(path) if path is not None and self.has(path) else None

    def xml(self, path: str) -> etree._Element:
        """The root element of a part, always the same one."""
        if path not in self.roots:
            self.roots[path] = self._parsed(path)
        return self.roots[path]

    def _parsed(self, path: str) -> etree._Element:
        data = self.read(path)
        if any(doctype in data for doctype in _DOCTYPES):
            raise ReadError(self.name, ENTITIES(part=path))
        if _STRICT in data:
            self.strict = True
            for strict, transitional in _TRANSITIONAL:
                data = data.replace(_STRICT + strict, transitional)
        try:
            root = etree.fromstring(data, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError(self.name, BROKEN(part=path)) from error
        # A declaration in another encoding escapes the search above.
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError(self.name, ENTITIES(part=path))
        return root

    def read(self, path: str) -> bytes:
        """The bytes of a part."""
        entry = self.entries[plain(path)]
        if entry.flag_bits & 1:
            raise ReadError(self.name, PASSWORD())
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(LIMIT + 1)
        except FAULTS as error:
            raise ReadError(self.name, BROKEN(part=path)) from error
        if len(data) > LIMIT:
            raise ReadError(self.name, SWOLLEN(part=path, limit=LIMIT // 2**20))
        return data


def relationships(part: str) -> str:
    """The part that holds the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def plain(name: str) -> str:
    """The name of a part for comparison: without regard to case and to which slash it has."""
    return name.replace("\\", "/").lstrip("/").lower()
