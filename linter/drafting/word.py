"""Writes a blank report as a Word document in the style of official documents.

The text is in 仿宋 and the headings in 黑体. Tables have merged cells as in the template.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table

from ...grammar import TableFormat
from . import Blank
from .grid import rows_of

LATIN = "Times New Roman"
TITLE_FONT, HEADING_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
BODY, TITLE = Pt(16), Pt(22)  # 三号, 二号
LINE = Pt(28)
TABLE_FONT, SMALL = "宋体", Pt(10.5)  # 五号
WIDTH = 156  # millimetres of the text on a page
LABELS = {0: (), 1: (48,), 3: (16, 18, 32)}  # millimetres of the columns of labels, by how many there are
CELL = "表格文字"  # the style of table cells
LONG = 20  # from so many rows on, a table may break across pages
_EPOCH = (1980, 1, 1, 0, 0, 0)


def written(blank: Blank) -> bytes:
    """The document as bytes, which are always the same for the same blank report."""
    document: Any = Document()
    _set_up(document)
    document.add_paragraph(blank.title, style="Title")
    for paragraph in blank.preamble:
        document.add_paragraph(paragraph)
    for part in blank.parts:
        document.add_paragraph(part.heading, style="Heading 1")
        for paragraph in part.paragraphs:
            document.add_paragraph(paragraph)
        if part.table:
            _table(document, part.table)
    for line in ("", blank.signature, blank.date):
        paragraph = document.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = 2 * BODY
    data = BytesIO()
    document.save(data)
    return _dateless(data)


def _set_up(document: Any) -> None:
    """Set an A4 page with the margins of official documents, and the styles."""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.title = ""
    properties.created = properties.modified = datetime(*_EPOCH)
    _style(document.styles["Normal"], BODY_FONT, BODY, indent=True)
    _style(document.styles["Heading 1"], HEADING_FONT, BODY, indent=True)
    _style(document.styles["Title"], TITLE_FONT, TITLE, indent=False)
    cell = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = document.styles["Normal"]
    _style(cell, TABLE_FONT, SMALL, indent=False)
    cell.paragraph_format.line_spacing_rule, cell.paragraph_format.line_spacing = WD_LINE_SPACING.SINGLE, 1.0
    cell.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.styles["Title"].paragraph_format.space_after = LINE


def _style(style: ParagraphStyle, font: str, size: Pt, indent: bool) -> None:
    style.font.name, style.font.size, style.font.bold = LATIN, size, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:  # the line below titles
        style.element.pPr.remove(border)
    format = style.paragraph_format
    format.space_before = format.space_after = Pt(0)
    format.line_spacing_rule, format.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    format.first_line_indent = 2 * size if indent else Pt(0)


def _table(document: Any, format: TableFormat) -> None:
    rows = rows_of(format)
    columns = sum(cell.colspan for cell in rows[0])
    table: Table = document.add_table(len(rows), columns)
    table.style, table.alignment, table.autofit = (
        document.styles["Table Grid"],
        WD_TABLE_ALIGNMENT.CENTER,
        False,
    )
    widths = _widths(format, columns)
    grid = [row.cells for row in table.rows]
    for cells in grid:
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(table.rows):
        _allow(row, "cantSplit")
        if len(rows) >= LONG and number < len(format.blocks[0].header):
            _allow(row, "tblHeader")
    taken: set[tuple[int, int]] = set()
    for at, labels in enumerate(rows):
        column = 0
        for cell in labels:
            while (at, column) in taken:
                column += 1
            taken |= {
                (at + below, column + right) for below in range(cell.rowspan) for right in range(cell.colspan)
            }
            merged = grid[at][column]
            if cell.rowspan > 1 or cell.colspan > 1:
                merged = merged.merge(grid[at + cell.rowspan - 1][column + cell.colspan - 1])
            _fill(merged, cell.label, keep=len(rows) < LONG and at + cell.rowspan < len(rows))
            column += cell.colspan


def _widths(format: TableFormat, columns: int) -> list[Mm]:
    """The widths of the columns. Those of labels are fixed; those of figures share the rest."""
    block = format.blocks[0]
    count = block.header[0][0].colspan if block.row_keys != {""} else 0
    labels = LABELS.get(count, (WIDTH / columns,) * count)
    rest = (WIDTH - sum(labels)) / (columns - count)
    return [*map(Mm, labels), *[Mm(rest)] * (columns - count)]


def _fill(cell: Any, label: str, keep: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    (paragraph,) = cell.paragraphs
    paragraph.style, paragraph.text = CELL, label
    if keep:
        paragraph.paragraph_format.keep_with_next = True


def _allow(row: Any, name: str) -> None:
    """Set a property of a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _dateless(data: BytesIO) -> bytes:
    """The same archive without the time of its creation."""
    copy = BytesIO()
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return copy.getvalue()
