"""Blank reports have all that the format demands, and only findings about what is still to be filled in."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from nianbao.grammar import Format, Level, official_formats, parse
from nianbao.linter import Config, check
from nianbao.linter.drafting import blank, markdown, word
from nianbao.linter.drafting.grid import rows_of
from nianbao.linter.readers import from_bytes

from tests.generator import FORMATS
from tests.generator.drafts import blank_table
from tests.linter.drafting.unfilled import UNFILLED

WRITERS = {".md": markdown.written, ".docx": word.written}


def made(
    format: Format, suffix: str, agency: str | None = "青禾县民政局", level: Level | None = None
) -> bytes:
    return WRITERS[suffix](blank(format, format.first_year, agency, level))


@pytest.mark.parametrize("suffix", [".md", ".docx"])
@pytest.mark.parametrize("agency", ["青禾县民政局", "云岭市人民政府", "柳溪镇人民政府", None])
@pytest.mark.parametrize("format", official_formats(), ids=lambda format: format.id)
def test_nothing_is_found_but_what_is_to_be_filled_in(
    format: Format, agency: str | None, suffix: str
) -> None:
    for level in (None, *Level):
        source = from_bytes(made(format, suffix, agency, level), f"a{suffix}")
        found = {finding.code for finding in check(source, Config(level=level))}
        assert {"NB118", "NB208"} <= found <= UNFILLED
        report = parse(source)
        assert [section.format.id for section in report.sections if section.format and section.exact] == [
            section.id for section in format.sections
        ]
        assert (
            list(report.tables) == list(format.tables)
            and report.year
            and report.year.value == format.first_year
        )
        assert all(
            not cell.text and row.fits
            for table in report.tables.values()
            for row in table.rows
            for cell in row.cells
        )


@pytest.mark.parametrize("format", official_formats(), ids=lambda format: format.id)
def test_merged_cells_are_those_of_the_template(format: Format) -> None:
    """As our generator, which reads the same files on its own, lays them out."""
    for id, table in format.tables.items():
        expected = [
            [(cell.text, cell.rowspan, cell.colspan) for cell in row]
            for row in blank_table(format.id, id).layout()
        ]
        assert [
            [(cell.label, cell.rowspan, cell.colspan) for cell in row] for row in rows_of(table)
        ] == expected
    assert len(FORMATS) == len(official_formats())


def test_the_document_has_real_headings_and_the_fonts_of_offices() -> None:
    format = official_formats()[-1]
    data = made(format, ".docx")
    document = Document(BytesIO(data))
    assert [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name == "Heading 1"
    ] == [section.heading for section in format.sections]
    assert [
        document.styles[name].element.rPr.rFonts.get(key)
        for name in ("Normal", "Heading 1")
        for key in [_EAST_ASIA]
    ] == ["仿宋_GB2312", "黑体"]
    assert document.core_properties.author == "" and made(format, ".docx") == data


_EAST_ASIA = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"
