"""Word files: a comment at every finding, on its very characters. The text of the document never changes.

findings ──_place──▶ ranges of the text ──_Marker──▶ comments around runs ─┐
         └─remark──▶ texts ──_comment──▶ the part with the comments ───────┴─_written──▶ the copy
"""

from __future__ import annotations

import posixpath
import shutil
import zipfile
from bisect import bisect_left, bisect_right
from copy import deepcopy
from io import BytesIO

from lxml import etree

from ...grammar import Report, Source, Span
from ...grammar.regex import Regex
from ..engine import Examination
from ..findings import Finding, ReadError
from ..messages import Message
from ..readers.docx import Package, RunText, WordText, read_body
from ..readers.docx.package import BROKEN, FAULTS, RELATIONSHIPS, SWOLLEN, W, plain, relationships, w
from . import to_mark
from .remarks import AUTHOR, INITIALS, remark

CHANGED = Message(
    zh="文件在检查后又被改动，请重新标注",
    en="the file was changed after it was checked; annotate it again",
)
STRICT = Message(
    zh="此文件是“严格 Open XML”格式，请在 Word 中另存为普通的 .docx 后再标注",
    en="this file is Strict Open XML; save it as an ordinary .docx in Word and annotate that",
)
LIMIT = 512 * 2**20  # bytes of all parts together, pictures included

_TYPES = "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_NAMESPACE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{_PACKAGE}"/>'
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _PARAGRAPH, _PROPERTIES, _RUN_PROPERTIES, _TEXT = map(w, ("r", "p", "pPr", "rPr", "t"))
# A content control, a field, and a run that holds other runs must not be cut.
_WHOLE = frozenset(map(w, ("sdt", "fldSimple", "r")))
_UNSTORABLE = Regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold these
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the date of new parts, so that the same file always gives the same copy


def annotate(data: bytes, examination: Examination, lang: str) -> bytes:
    """A copy of a Word file with its findings as comments; see the package."""
    package = Package(data, examination.name)
    body = read_body(package)
    source = examination.source
    if package.strict:
        raise ReadError(examination.name, STRICT())
    if source is None or source.original != body.text:
        raise ReadError(examination.name, CHANGED())
    findings = to_mark(examination)
    comments, changed = _comments(package)
    marker = _Marker(body)
    for id, finding in enumerate(findings, 1 + max((_id(one) for one in comments), default=-1)):
        comments.append(_comment(id, remark(finding, examination, lang)))
        marker.mark(_place(finding, source, examination.report), id)
    return _written(package, changed) if findings else data


def _place(finding: Finding, source: Source, report: Report | None) -> Span:
    """The range of a finding in the text of the file; that of the title if it is about the whole report."""
    span = finding.span or (report.title.span if report and report.title else None)
    return source.original_span(span) if span else Span(0, 0)


# ── Marks in the document ─────────────────────────────────────────────────────


class _Marker:
    """Puts comments around ranges of the text. A run in which one begins or ends is cut in two."""

    def __init__(self, body: WordText) -> None:
        self.anchors, self.stretches = body.anchors, body.stretches
        self.starts = [anchor.start for anchor in self.anchors]
        self.end = len(body.text)

    def mark(self, span: Span, id: int) -> None:
        """Mark a range of the text, or its paragraph where the range has no characters in the file.

        Numbers that Word counts, for example, have none.
        """
        if not self.anchors:
            return
        index = max(bisect_right(self.starts, span.start) - 1, 0)
        paragraph = self.anchors[index].paragraph
        end = min(max(span.end, span.start), self._end(index))
        units = self._units(span.start, end) or self._units(*self._whole(index))
        start, stop = _mark("commentRangeStart", id), _mark("commentRangeEnd", id)
        reference = etree.Element(_RUN)
        reference.append(_mark("commentReference", id))
        if units:
            units[0].addprevious(start)
            units[-1].addnext(stop)
        else:
            properties = paragraph.find(_PROPERTIES)
            paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
            start.addnext(stop)
        stop.addnext(reference)

    def _whole(self, index: int) -> Span:
        """The range of a paragraph with its text boxes and notes."""
        while index and self.anchors[index - 1].paragraph is self.anchors[index].paragraph:
            index -= 1
        return Span(self.starts[index], self._next(index))

    def _next(self, index: int) -> int:
        """The offset at which the paragraph after one begins."""
        return self.starts[index + 1] if index + 1 < len(self.starts) else self.end

    def _end(self, index: int) -> int:
        """The end of the paragraphs that follow one in the same cell or body.

        A comment on more is hard to read.
        """
        around = self.anchors[index].paragraph.getparent()
        while index + 1 < len(self.anchors) and self.anchors[index + 1].paragraph.getparent() is around:
            index += 1
        return self._next(index)

    def _units(self, start: int, end: int) -> list[etree._Element]:
        """The elements that hold a range of the text, and nothing else as far as they can be cut."""
        if start >= end:
            return []
        self._cut(start)
        self._cut(end)
        first = bisect_left(self.stretches, start, key=lambda stretch: stretch.end - 1)
        last = bisect_left(self.stretches, end, key=lambda stretch: stretch.start)
        return [_unit(stretch.element) for stretch in self.stretches[first:last]]

    def _cut(self, at: int) -> None:
        """Make a run begin at an offset of the text, if the offset is in one that can be cut."""
        index = bisect_right(self.stretches, at, key=lambda stretch: stretch.start) - 1
        if index < 0 or at >= self.stretches[index].end:
            return
        stretch = self.stretches[index]
        run = stretch.element.getparent()
        if run is None or run is not _unit(stretch.element):
            return
        if stretch.start < at:
            if stretch.element.tag != _TEXT:
                return
            stretch = self._cut_text(index, at)
        content = [child for child in run if child.tag != _RUN_PROPERTIES]
        if content[0] is stretch.element:
            return
        rest = etree.Element(_RUN, {str(name): str(text) for name, text in run.attrib.items()})
        properties = run.find(_RUN_PROPERTIES)
        if properties is not None:
            rest.append(deepcopy(properties))
        for child in content[content.index(stretch.element) :]:
            rest.append(child)
        run.addnext(rest)

    def _cut_text(self, index: int, at: int) -> RunText:
        """Cut an element with text in two. Returns the second one."""
        start, end, element, first = self.stretches[index]
        text = element.text or ""
        middle, stop = first + at - start, first + end - start
        rest = etree.Element(_TEXT)
        # Without this attribute the blanks around the text are not printed.
        whole = element.get(_SPACE) == "preserve"
        element.text = text[:middle] if whole else text[first:middle]
        rest.text = text[middle:] if whole else text[middle:stop]
        element.set(_SPACE, "preserve")
        rest.set(_SPACE, "preserve")
        element.addnext(rest)
        second = RunText(at, end, rest, 0)
        self.stretches[index : index + 1] = [RunText(start, at, element, first if whole else 0), second]
        return second


def _unit(element: etree._Element) -> etree._Element:
    """The element at which a comment may begin or end: a run, or what must stay whole around it."""
    unit = element
    for above in element.iterancestors():
        if above.tag == _PARAGRAPH:
            break
        if above.tag in _WHOLE:
            unit = above
    return unit


def _mark(name: str, id: int) -> etree._Element:
    return etree.Element(w(name), {w("id"): str(id)})


# ── Comments ──────────────────────────────────────────────────────────────────


def _id(comment: etree._Element) -> int:
    text = comment.get(w("id"), "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _comment(id: int, lines: list[str]) -> etree._Element:
    comment = etree.Element(w("comment"), {w("id"): str(id), w("author"): AUTHOR, w("initials"): INITIALS})
    for number, line in enumerate(lines):
        run = etree.SubElement(etree.SubElement(comment, _PARAGRAPH), _RUN)
        if not number:
            etree.SubElement(etree.SubElement(run, _RUN_PROPERTIES), w("b"))
        text = etree.SubElement(run, _TEXT)
        text.set(_SPACE, "preserve")
        text.text = _UNSTORABLE.sub("\ufffd", line)
    return comment


def _comments(package: Package) -> tuple[etree._Element, dict[str, etree._Element]]:
    """The comments of a document, and the parts that change when some are added.

    Parts that the document does not have yet are made.
    """
    changed = {package.main: package.document}
    for path in package.related(package.main, "comments"):
        if package.has(path):
            return package.xml(path), {**changed, path: package.xml(path)}
    folder = posixpath.dirname(package.main)
    names = ["comments.xml", *(f"comments{number}.xml" for number in range(2, 100))]
    path = next(path for path in (posixpath.join(folder, name) for name in names) if not package.has(path))
    comments = etree.Element(w("comments"), nsmap={"w": W})
    if not package.has(_TYPES):
        raise ReadError(package.name, BROKEN(part=_TYPES))
    types, links = package.xml(_TYPES), relationships(package.main)
    etree.SubElement(types, f"{_TYPES_NAMESPACE}Override", PartName=f"/{path}", ContentType=_TYPE)
    related = package.xml(links) if package.has(links) else etree.fromstring(_NO_RELATIONSHIPS)
    known = {one.get("Id") for one in related}
    id = next(id for id in (f"rIdNianbao{number}" for number in range(len(related) + 1)) if id not in known)
    etree.SubElement(
        related,
        f"{{{_PACKAGE}}}Relationship",
        Id=id,
        Type=f"{RELATIONSHIPS}/comments",
        Target=posixpath.basename(path),
    )
    return comments, {**changed, path: comments, links: related, _TYPES: types}


def _written(package: Package, changed: dict[str, etree._Element]) -> bytes:
    """The bytes of the file with some parts replaced or added. All others are copied as they are."""
    entries = package.archive.infolist()
    if sum(entry.file_size for entry in entries) > LIMIT:
        raise ReadError(package.name, SWOLLEN(part="zip", limit=LIMIT // 2**20))
    waiting = {
        plain(path): (path, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
        for path, root in changed.items()
    }
    copy = BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.compress_type, info.external_attr = entry.compress_type, entry.external_attr
            replaced = waiting.pop(plain(entry.filename), None)
            try:
                if replaced:
                    archive.writestr(info, replaced[1])
                else:
                    with package.archive.open(entry) as source, archive.open(info, "w") as target:
                        shutil.copyfileobj(source, target)
            except FAULTS as error:
                raise ReadError(package.name, BROKEN(part=entry.filename)) from error
        for path, content in waiting.values():
            info = zipfile.ZipInfo(path, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return copy.getvalue()
