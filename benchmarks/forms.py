"""Whether a report gets the same findings in every form: `python -m benchmarks.forms` writes FORMS.md.

Reports of tests/generator, most of them with a fault, are written in every form, and their findings
compared with those in Markdown. No share makes it fail.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from nianbao.linter import examine, read
from nianbao.linter.readers.office import find_program

from tests.generator import FAULTS, Draft, NotApplicable, Variant, draft, random_figures, render, variety
from tests.generator.accounts import Facts
from tests.generator.bodies import body
from tests.generator.docx import unzipped, word, zipped
from tests.generator.html import HTML_STYLES, render_html
from tests.generator.pdf import print_pdf, random_print
from tests.generator.pen import Pen
from tests.generator.sheets import workbook
from tests.linter.readers.parity import Said, said
from tests.linter.readers.suite import convert, ruled_page

from .common import Page, Share, alone, head, line, output, packages

NAMED = 3  # so many kinds of faults are listed by their names
BATCH = 20  # files that LibreOffice can convert within the time that `convert` gives it

INTRODUCTION = """\
It measures whether the same report gets the same findings in every form.

The reports are those of tests/generator, half of them in varied words (`variety.py`), three of four with a
planted fault of any kind. Each is written in every form and checked. Its findings are compared with those
of the report as Markdown, by code, cell and expected text.

* **equal**: reports with the same findings as in Markdown. **fingerprints**: reports whose findings also
  have the same fingerprints, so that a baseline made from one form holds for the other.
* **kB**: the median size of the files. **of Markdown**: the processor's time for a whole check, from the
  file to its findings, over that of the same report as Markdown in the same run, as a median. Markdown
  beside itself shows the noise.

The differences that remain lie in the files, not in how they are read. Where a cell is left out altogether
(drop-figure), Markdown and some others show that its row is short; where rows are filled up to the width of
the table, or printed, it is a blank cell. With a cell on each line, two figures in a cell (two-figures) are
two cells. LibreOffice does not print a cell that sticks out of its table (add-figure).

Tables without rules are the exception: where cells are set in the middle of their rows, as in half of these
files, or labels run down, lines alone do not tell which cells belong together. Such a table is judged where
everything in it fits; otherwise a finding says that it is unreadable (NB005), and nobody looks for its
faults.
"""


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    reports: int = 200  # written in every form
    keep: str = ""  # a folder for the files, which are deleted otherwise
    office: bool = True  # also measure forms that LibreOffice makes


QUICK = Counts(reports=2, office=False)


class Report(NamedTuple):
    """A report to write."""

    fault: str  # the planted one, or "clean"
    draft: Draft


class Form(NamedTuple):
    """A kind of file."""

    name: str
    suffix: str
    write: Callable[[Draft, random.Random], bytes]
    # If LibreOffice converts the written file: its filters for writing and for reading, and the first suffix.
    target: str = ""
    source: str = ""
    written: str = ""


def as_text(style: str, report: Draft, rng: random.Random) -> bytes:
    """Text in one of `STYLES`, with the same punctuation as in all forms."""
    return render(report, style, rng, Variant(halfwidth=False)).encode()


def as_page(style: str, report: Draft, rng: random.Random) -> bytes:
    """A web page in one of `HTML_STYLES`, in the encoding that it declares."""
    return render_html(report, style, rng).encode("gb18030" if style == "word" else "utf-8")


def to_print(report: Draft, rng: random.Random) -> bytes:
    """Word with ruled tables, and without tracked changes and hidden text, which LibreOffice would print."""
    files = unzipped(word(report, rng, noise=0))
    document = files["word/document.xml"].replace(b"<w:tblPr>", BORDERS)
    # LibreOffice leaves out rows beside merged cells where it breaks one of them over pages.
    document = document.replace(b"<w:tr>", b"<w:tr><w:trPr><w:cantSplit/></w:trPr>")
    return zipped(files | {"word/document.xml": document})


BORDERS = b"<w:tblPr><w:tblBorders>%s</w:tblBorders>" % b"".join(
    b'<w:%s w:val="single" w:sz="4"/>' % side
    for side in (b"top", b"left", b"bottom", b"right", b"insideH", b"insideV")
)


def for_office(report: Draft, rng: random.Random) -> bytes:
    """A page with ruled tables, for LibreOffice to make a document of."""
    return ruled_page(report, 14, 9, landscape=rng.random() < 0.5).encode()


UNRULED = Form(
    "PDF, its tables without rules",
    ".pdf",
    lambda report, rng: print_pdf(report, replace(random_print(rng), rules="none")),
)
MARKDOWN = Form("Markdown", ".md", partial(as_text, "markdown"))
FORMS = (
    MARKDOWN,
    Form("text, cells with bars", ".txt", partial(as_text, "pipe")),
    Form("text, a cell a line with tabs", ".txt", partial(as_text, "tabs")),
    Form("text, rows with tabs", ".txt", partial(as_text, "tsv")),
    *(Form(f"HTML, {style}", ".html", partial(as_page, style)) for style in HTML_STYLES),
    Form("Word, numbered by Word", ".docx", word),
    Form(
        "Word, by LibreOffice from HTML",
        ".docx",
        for_office,
        "docx:MS Word 2007 XML",
        "HTML (StarWriter)",
        ".html",
    ),
    Form("PDF, by LibreOffice from Word", ".pdf", to_print, "pdf:writer_pdf_Export", "", ".docx"),
    Form("PDF, by our own typesetter", ".pdf", lambda report, rng: print_pdf(report, random_print(rng))),
    UNRULED,
    Form(
        "spreadsheet",
        ".xlsx",
        lambda report, rng: workbook(report, apart=rng.random() < 0.5, gap=rng.randrange(2)),
    ),
)


# ── Reports ───────────────────────────────────────────────────────────────


def reports(count: int) -> Iterator[Report]:
    """Reports with every fault in turn, and every fourth without one."""
    names = sorted(FAULTS)
    for number in range(count):
        rng = random.Random(number)
        clean = (
            varied(rng) if number // 4 % 2 else draft(rng, random_figures(rng, rng.choice(("2019", "2021"))))
        )
        report = Report("clean", clean)
        for fault in rng.sample(names, len(names)) if number % 4 else ():
            try:
                report = Report(fault, FAULTS[fault](clean, rng).draft)
                break
            except NotApplicable:
                continue
        yield report


def varied(rng: random.Random) -> Draft:
    """A clean report of any body and year in varied words, before it is written in any style."""
    pen = Pen(rng)
    reporting, year = body(pen), rng.choice(range(2019, 2026))
    base = variety._tables(rng, reporting, year)
    facts = Facts(
        reporting,
        year,
        {(table.id, *key): text for table in base.tables() for key, text in table.figures().items()},
    )
    return variety._written(pen, base, facts)


def write(form: Form, made: Sequence[Report], folder: Path) -> list[Path]:
    """The files of a form, in the order of the reports."""
    (folder / "written").mkdir(parents=True)
    files = [
        folder / "written" / f"{number:04}{form.written or form.suffix}" for number, _ in enumerate(made)
    ]
    for number, (file, report) in enumerate(zip(files, made, strict=True)):
        file.write_bytes(form.write(report.draft, random.Random(f"{form.name} {number}")))
    if not form.target:
        return files
    for start in range(0, len(files), BATCH):
        convert(files[start : start + BATCH], form.target, folder, form.source)
    return [folder / f"{file.stem}{form.suffix}" for file in files]


# ── Comparing ─────────────────────────────────────────────────────────────


class Result(NamedTuple):
    """The check of a file."""

    said: Said
    fingerprints: Counter[str]
    seconds: float  # of the processor, from the file to its findings
    size: int  # of the file, in bytes


def checked(file: Path) -> Result:
    """Check a file as the command does."""
    start = time.process_time()
    examination = examine(read(file))
    seconds = time.process_time() - start
    fingerprints = Counter(finding.fingerprint for finding in examination.findings)
    return Result(said(examination), fingerprints, seconds, file.stat().st_size)


@dataclass
class Comparison:
    """A form beside Markdown, report by report."""

    form: Form
    reports: int = 0
    equal: int = 0
    fingerprints: int = 0
    sizes: list[int] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    # By the codes that only Markdown and only this form have, the planted faults.
    kinds: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, report: Report, result: Result, markdown: Result) -> None:
        self.reports += 1
        self.sizes.append(result.size)
        self.ratios.append(result.seconds / markdown.seconds)
        if result.said == markdown.said:
            self.equal += 1
            self.fingerprints += result.fingerprints == markdown.fingerprints
        else:
            kind = codes(markdown.said - result.said), codes(result.said - markdown.said)
            self.kinds[kind][report.fault] += 1

    @property
    def share(self) -> Share:
        return Share(f"reports told as in Markdown: {self.form.name}", self.equal, self.reports)

    def cells(self) -> tuple[str, ...]:
        shares = (f"{count / self.reports:.1%}" for count in (self.equal, self.fingerprints))
        return (
            self.form.name,
            str(self.reports),
            str(self.equal),
            *shares,
            f"{median(self.sizes) / 1000:.0f}",
            f"{median(self.ratios):.2f}",
        )


def codes(said: Said) -> str:
    """The codes of findings."""
    return ", ".join(sorted({code for code, _, _ in said})) or "nothing"


def compare(made: Sequence[Report], forms: Sequence[Form], folder: Path) -> Iterator[Comparison]:
    """Each form beside Markdown. The files stay in the folder, so that one can look into a difference."""
    checked(write(MARKDOWN, made[:1], folder / "first")[0])  # builds the parsers
    expected = list(map(checked, write(MARKDOWN, made, folder / "Markdown")))
    for number, form in enumerate(forms):
        comparison = Comparison(form)
        files = write(form, made, folder / f"{number:02}")
        for report, file, markdown in zip(made, files, expected, strict=True):
            comparison.add(report, checked(file), markdown)
        yield comparison


# ── The page ──────────────────────────────────────────────────────────────


def measure(counts: Counts) -> Page:
    program = find_program() if counts.office else None
    made = list(reports(counts.reports))
    with tempfile.TemporaryDirectory() as folder:
        compared = list(
            compare(made, [form for form in FORMS if program or not form.target], Path(counts.keep or folder))
        )
    faults = Counter(report.fault for report in made)
    office = (
        f"LibreOffice {output([program, '--version']).split()[1]}"
        if program
        else "no LibreOffice, so its forms are left out"
    )
    detail = [
        f"{counts.reports} reports, {faults['clean']} of them clean,"
        f" the others with {len(faults) - 1} kinds of faults:",
        "",
        *head("", "reports", "equal", "share", "fingerprints", "kB", "of Markdown"),
        *(line(*comparison.cells()) for comparison in compared),
        "",
        "## What differs",
        "",
        *differences(compared),
    ]
    tools = [*packages("nianbao", "lark", "lxml", "pdfplumber", "python-calamine"), office]
    others = [comparison for comparison in compared if comparison.form not in (MARKDOWN, UNRULED)]
    total = Share(
        "reports told the same in every other form as in Markdown",
        sum(one.equal for one in others),
        sum(one.reports for one in others),
    )
    unruled = next(comparison.share for comparison in compared if comparison.form is UNRULED)
    figures = [
        total.figure(98, f"files in {len(others)} forms, all with ruled tables"),
        unruled.figure(50, "files"),
    ]
    return Page(
        "FORMS",
        "Forms",
        INTRODUCTION,
        tools,
        figures,
        shares=[one.share for one in compared if one.form is not MARKDOWN],
        detail=detail,
    )


def differences(compared: Sequence[Comparison]) -> Iterator[str]:
    """A table of the ways in which findings differ."""
    if not any(comparison.kinds for comparison in compared):
        yield "Nothing."
        return
    yield from head("", "in Markdown only", "in this form only", "reports", "planted")
    for comparison in compared:
        for kind, planted in sorted(comparison.kinds.items(), key=lambda item: -item[1].total()):
            named = ", ".join(sorted(planted)) if len(planted) <= NAMED else f"{len(planted)} kinds"
            yield line(comparison.form.name, *kind, str(planted.total()), named)


if __name__ == "__main__":
    sys.exit(alone(measure, Counts(), QUICK))
