"""Drafts as Word writes them: automatic numbers, merged cells, text in many runs, and tracked changes."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from tests.generator.drafts import Cell, Draft, Table, place

NUMERALS = "一二三四五六七八九十"
_ITEM = re.compile("（([一二三四五六七八九十])）")
_LABEL = re.compile("([1-9])\\.(?=[^0-9])")
_LEVELS = (("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
_ABSTRACT = 77
_NOISE = (
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
    '<w:del w:id="9" w:author="甲"><w:r><w:delText>删去的</w:delText></w:r></w:del>',
    '<w:moveFrom w:id="8" w:author="甲"><w:r><w:t>移走的</w:t></w:r></w:moveFrom>',
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的</w:t></w:r>",
    (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "<w:r><w:lastRenderedPageBreak/></w:r>",
)
_AROUND = (
    "{}",
    "{}",
    "{}",
    '<w:ins w:id="7" w:author="乙">{}</w:ins>',
    '<w:hyperlink w:anchor="_GoBack">{}</w:hyperlink>',
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:fldSimple w:instr=" MERGEFIELD 数 ">{}</w:fldSimple>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD 文 '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)


def word(draft: Draft, rng: random.Random, noise: float = 0.2) -> bytes:
    """The draft as a .docx, with automatic numbers where they are in sequence.

    `noise`: how often a paragraph has markup that does not change its text.
    """
    return _Writer(rng, noise).write(draft)


class _Writer:
    def __init__(self, rng: random.Random, noise: float) -> None:
        self.rng, self.noise = rng, noise
        self.document = Document()
        self.numbering = self.document.part.numbering_part.element
        levels = "".join(
            (
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff '
                f'w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
            )
            for level, (format, text) in enumerate(_LEVELS)
        )
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT}">{levels}</w:abstractNum>'
        )
        self.numbering.insert(0, abstract)
        self.lists = 100

    def write(self, draft: Draft) -> bytes:
        for line in (*draft.title, *draft.preamble):
            self.add(self.paragraph(line))
        headings = self.list()
        for number, section in enumerate(draft.sections):
            counted = (
                headings
                and number < len(NUMERALS)
                and section.numeral == NUMERALS[number]
                and section.mark == "、"
            )
            if counted:
                self.add(self.paragraph(section.title, (headings, 0)))
            elif section.heading:
                headings = ""  # Word would count on from here
                self.add(self.paragraph(section.heading))
            for paragraph in self.numbered(section.body, _ITEM, 1):
                self.add(paragraph)
            if section.table:
                self.add(self.table(section.table))
        for line in (draft.signature, draft.date):
            if line:
                self.add(self.paragraph(line))
        data = BytesIO()
        self.document.save(data)
        return zipped(unzipped(data.getvalue()))

    def add(self, xml: str) -> None:
        body: etree._Element = self.document.element.body
        body.insert(
            len(body) - 1, parse_xml(re.sub("^<(w:p|w:tbl)", rf"<\1 {nsdecls('w')}", xml))
        )  # before the properties of the section

    def list(self) -> str:
        """The id of a list that begins at 1."""
        self.lists += 1
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(len(_LEVELS))
        )
        num = (
            f'<w:num {nsdecls("w")} w:numId="{self.lists}"><w:abstractNumId '
            f'w:val="{_ABSTRACT}"/>{starts}</w:num>'
        )
        self.numbering.append(parse_xml(num))
        return str(self.lists)

    def numbered(self, lines: tuple[str, ...], shape: re.Pattern[str], level: int) -> Iterator[str]:
        """Paragraphs, the numbers of which Word counts as long as they are in sequence."""
        list, count = "", 0
        for line in lines:
            match = shape.match(line)
            if match and match[1] in (NUMERALS[count : count + 1], str(count + 1)):
                list, count = list or self.list(), count + 1
                yield self.paragraph(line[match.end() :], (list, level))
            else:
                yield self.paragraph(line)
                list, count = (list, count) if not match else ("", 99)

    def paragraph(self, text: str, number: tuple[str, int] | None = None) -> str:
        properties = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr></w:pPr>'
            if number
            else ""
        )
        return f"<w:p>{properties}{self.runs(text)}</w:p>"

    def runs(self, text: str) -> str:
        parts = [text]
        if len(text) > 1 and self.rng.random() < self.noise:
            at = self.rng.randrange(1, len(text))
            parts = [text[:at], text[at:]]
        xml = ""
        for part in parts:
            lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in part.split("\n")]
            run = f"<w:r>{'<w:br/>'.join(lines)}</w:r>"
            if self.rng.random() < self.noise:
                run = self.rng.choice(_NOISE) + self.rng.choice(_AROUND).format(run)
            xml += run
        return xml

    def table(self, table: Table) -> str:
        rows = table.layout()
        xml = "".join(f'<w:gridCol w:w="{9000 // table.width}"/>' for _ in range(table.width))
        xml = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{xml}</w:tblGrid>'
        lists: dict[int, tuple[str, int]] = {}  # column -> the list that runs down in it, and how far it got
        for at, line in enumerate(place(rows)):
            cells = ""
            for column, (r, i) in sorted(line.items()):
                cell = rows[r][i]
                if line.get(column - 1) == (r, i):
                    continue
                merge = (
                    f'<w:vMerge w:val="{"restart" if r == at else "continue"}"/>' if cell.rowspan > 1 else ""
                )
                span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
                content = self.content(cell, column, lists) if r == at else "<w:p/>"
                cells += (
                    f'<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>'
                )
            xml += f"<w:tr>{cells}</w:tr>"
        return f"<w:tbl>{xml}</w:tbl>"

    def content(self, cell: Cell, column: int, lists: dict[int, tuple[str, int]]) -> str:
        """A cell's paragraphs; a long label may be set in two, and its number may be counted."""
        text, number = cell.text, None
        match = _LABEL.match(text) if cell.kind == "label" else None
        if match:
            id, count = lists.get(column, ("", 0))
            if match[1] == "1":
                id, count = self.list(), 0
            if id and match[1] == str(count + 1):
                text, number = text[match.end() :], (id, 2)
                lists[column] = id, count + 1
            else:
                lists[column] = "", 0
        at = len(text) // 2
        if (
            cell.kind == "label"
            and len(text) > 5
            and text[at] not in "，。、”）"
            and self.rng.random() < self.noise
        ):
            return self.paragraph(text[:at], number) + self.paragraph(text[at:])
        return self.paragraph(text, number) if text or number else "<w:p/>"


_PARTS = {
    "numbering": "numbering",
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file made by hand. `body`: content of <w:body>; `parts`: content of the roots of other parts."""
    folder, name = main.rsplit("/", 1)
    files = {main: f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"}
    links, types = "", f'<Override PartName="/{main}" ContentType="{_WORD_TYPE}document.main+xml"/>'
    for part, content in parts.items():
        files[f"{folder}/{part}.xml"] = f"<w:{_PARTS[part]} {_NAMESPACES}>{content}</w:{_PARTS[part]}>"
        links += f'<Relationship Id="r{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        types += f'<Override PartName="/{folder}/{part}.xml" ContentType="{_WORD_TYPE}{part}+xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    files[f"{folder}/_rels/{name}.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
    )
    main_link = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="{main}"/>'
    files["_rels/.rels"] = f'<Relationships xmlns="{package}/relationships">{main_link}</Relationships>'
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    return zipped(
        {
            path: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()
            for path, text in files.items()
        }
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files, without the time at which it is made."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
