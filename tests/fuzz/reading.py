"""The readers, each with what follows it; what LibreOffice converts takes too long and is left out."""

from __future__ import annotations

import random
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from dataclasses import replace

from nianbao.linter import ReadError
from nianbao.linter.annotate import annotate

from tests.fuzz import mutations
from tests.fuzz.soundness import read_or_refused, said, sound
from tests.fuzz.target import Target
from tests.generator import STYLES, Draft, draft, random_figures, render, renders
from tests.generator.docx import word
from tests.generator.html import HTML_STYLES, render_html
from tests.generator.pdf import print_pdf, random_print
from tests.generator.sheets import workbook


def small(number: int) -> Draft:
    """A report with two of its sections, so that inputs are short and many are tried."""
    rng = random.Random(number)
    report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
    first = number % (len(report.sections) - 1)
    return replace(report, sections=report.sections[first : first + 2])


def reader(name: str) -> Callable[[bytes], None]:
    """Reads bytes as a file of a name and checks what was read."""

    def run(data: bytes) -> None:
        source = read_or_refused(data, name)
        if source is not None:
            sound(source)

    return run


def read_text(data: bytes) -> None:
    source = read_or_refused(data, "a.md")
    if source is not None:
        mark = next((mark for mark in (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE) if data.startswith(mark)), b"")
        assert data.removeprefix(mark).decode(source.encoding) == source.original
        sound(source)


def read_page(data: bytes) -> None:
    """Also marks what was found, which must leave the page as it was but for the marks."""
    source = read_or_refused(data, "a.html")
    if source is not None:
        examination = sound(source)
        if examination.report:
            marked = annotate(data, examination, "zh")
            assert len(marked) >= len(source.file.encode(source.encoding, "replace"))


def read_word(data: bytes) -> None:
    """Also writes the comments, which must leave a file that says the same."""
    source = read_or_refused(data, "a.docx")
    if source is not None:
        examination = sound(source)
        if examination.report:
            try:
                copy = annotate(data, examination, "zh")
            except ReadError as error:  # a part that only the copy needs is damaged
                said(error.phrase.text("zh"))
                return
            again = read_or_refused(copy, "a.docx")
            assert again is not None and again.original == source.original


def texts() -> Iterator[bytes]:
    for number, style in enumerate(STYLES):
        report = small(number)
        if renders(report, style):
            yield render(report, style, random.Random(number)).encode(
                ("utf-8", "gb18030", "utf-16", "utf-8-sig")[number % 4]
            )


def pages() -> Iterator[bytes]:
    for number, style in enumerate(HTML_STYLES):
        yield render_html(small(number), style, random.Random(number)).encode(
            ("utf-8", "gb18030")[number % 2]
        )


def documents() -> Iterator[bytes]:
    for number in range(6):
        yield word(small(number), random.Random(number), noise=number / 10)


def prints() -> Iterator[bytes]:
    for number in range(6):
        yield print_pdf(small(number), random_print(random.Random(number)))


def workbooks() -> Iterator[bytes]:
    for number in range(2):
        yield workbook(small(number), apart=bool(number))


TARGETS = {
    "text": Target(read_text, texts, mutations.text),
    "html": Target(read_page, pages, mutations.markup, 60_000),
    "docx": Target(read_word, documents, mutations.archive, 60_000),
    "pdf": Target(reader("a.pdf"), prints, mutations.pdf, 120_000),
    "sheets": Target(reader("a.xlsx"), workbooks, mutations.archive, 60_000),
}
