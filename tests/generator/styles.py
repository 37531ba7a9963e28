"""Reports as text in many styles: as crawlers, editors, spreadsheets and PDF readers leave their tables."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tests.generator.drafts import Cell, Draft, place

Rows = list[list[Cell]]

_HALF_WIDTH = str.maketrans("（），：；？！", "(),:;?!")
"""Characters that crawled texts fold; 、。“”《》〔〕 stay."""


@dataclass(frozen=True)
class Variant:
    """Variations that any style may have."""

    crlf: bool = False
    halfwidth: bool | None = None
    """None: as the style is usually met."""
    two_line_title: bool = False
    no_title: bool = False
    inline_headings: bool = False
    """A heading shares its line with the text that follows."""


@dataclass(frozen=True)
class Style:
    table: Callable[[Rows, int, random.Random], str]
    gap: str = "\n"
    """Between paragraphs."""
    halfwidth: bool = False
    blanks: bool = True
    """Whether a blank cell leaves a trace."""
    marks: tuple[str, str] = ("", "")
    """Before the title and before a heading."""
    before_table: str = ""
    """Between heading and table, if not as between paragraphs."""
    date_indent: str = ""
    page_numbers: bool = False


def render(draft: Draft, style: str, rng: random.Random | None = None, variant: Variant | None = None) -> str:
    """The report as text; `rng` decides what varies within a style. ValueError unless it `renders`."""
    if not renders(draft, style):
        raise ValueError(f"blank cells leave no trace in style {style}")
    rng, variant = rng or random.Random(0), variant or Variant()
    shape = _STYLES[style]
    lines = [] if variant.no_title else [shape.marks[0] + line for line in _title(draft, rng, variant)]
    lines += draft.preamble
    for section in draft.sections:
        text = ([shape.marks[1] + section.heading] if section.heading else []) + list(section.body)
        if variant.inline_headings and section.body:
            text[:2] = [" ".join(text[:2])]
        lines += text
        if section.table:
            lines[-1] += (shape.before_table or shape.gap) + shape.table(
                section.table.layout(), section.table.width, rng
            )
    lines += [draft.signature] * bool(draft.signature) + [shape.date_indent + draft.date] * bool(draft.date)
    if shape.page_numbers:
        lines = _with_page_numbers(shape.gap.join(lines).split("\n"), rng)
    text_ = shape.gap.join(lines) + "\n"
    if shape.halfwidth if variant.halfwidth is None else variant.halfwidth:
        text_ = text_.translate(_HALF_WIDTH)
    return text_.replace("\n", "\r\n") if variant.crlf else text_


def renders(draft: Draft, style: str) -> bool:
    """Whether the style keeps every cell of the draft apart."""
    return _STYLES[style].blanks or all(text for table in draft.tables() for text in table.figures().values())


def _title(draft: Draft, rng: random.Random, variant: Variant) -> Iterable[str]:
    if not variant.two_line_title or len(draft.title) != 1:
        return draft.title
    at = draft.title[0].index(rng.choice((f"{draft.year}年", "工作年度报告")))
    return draft.title[0][:at], draft.title[0][at:]


def _with_page_numbers(lines: list[str], rng: random.Random) -> list[str]:
    pattern, length = rng.choice(("- {} -", "— {} —", "P. {}")), rng.randint(16, 28)
    cut = []
    for number, line in enumerate(lines, 1):
        cut += [line, pattern.format(number // length)] if number % length == 0 else [line]
    return cut


# ── Views of a table ──────────────────────────────────────────────────────


def _starting(rows: Rows) -> list[list[str]]:
    """Each cell once, where it starts: rows are ragged."""
    return [[cell.text for cell in row] for row in rows]


def _placed(rows: Rows) -> list[list[str]]:
    """A place holder wherever a cell reaches down from above."""
    grid = place(rows)
    cells = [dict.fromkeys(line[column] for column in sorted(line)) for line in grid]
    return [[rows[r][i].text if r == at else "" for r, i in line] for at, line in enumerate(cells)]


def _full(rows: Rows, repeat: bool = False) -> list[list[str]]:
    """The whole grid; what a merged cell covers is blank or repeats it."""

    def text(at: int, line: dict[int, tuple[int, int]], column: int) -> str:
        if column not in line or (
            not repeat and (line[column][0] != at or line.get(column - 1) == line[column])
        ):
            return ""
        r, i = line[column]
        return rows[r][i].text

    return [
        [text(at, line, column) for column in range(max(line, default=-1) + 1)]
        for at, line in enumerate(place(rows))
    ]


def _broken(rows: Rows, rng: random.Random, mark: str, chance: float, shortest: int = 4) -> Rows:
    """Some labels set in two lines inside their cells."""

    def broken(cell: Cell) -> Cell:
        if cell.kind != "label" or len(cell.text) < shortest or rng.random() >= chance:
            return cell
        middle = len(cell.text) // 2
        at = middle + (cell.text[middle] in "）、，”")
        return replace(cell, text=cell.text[:at] + mark + cell.text[at:])

    return [list(map(broken, row)) for row in rows]


# ── Styles ────────────────────────────────────────────────────────────────


def _paddings(rows: list[list[str]], width: int, rng: random.Random) -> list[str]:
    """Bare bars up to the full width; the last row of a table often has none."""
    bars = ["|" * (width - len(row)) for row in rows]
    return [*bars[:-1], rng.choice(("", bars[-1]))]


def _pipe(
    before: str, after: str, *, place_holders: bool = False, strip: bool = True
) -> Callable[[Rows, int, random.Random], str]:
    def table(rows: Rows, width: int, rng: random.Random) -> str:
        rows = _broken(rows, rng, " ", 0.1)
        cells = _placed(rows) if place_holders and rng.random() < 0.5 else _starting(rows)
        lines = []
        for row, bars in zip(cells, _paddings(cells, width, rng), strict=True):
            end = rng.choice((after, " | "))
            line = before + "".join(text + end if text else "| " for text in row) + bars
            lines.append(line.rstrip() if strip else line)
        return "\n".join(lines)

    return table


def _bars(row: Callable[[list[str], str], list[str]]) -> Callable[[Rows, int, random.Random], str]:
    """One cell per line: `row` turns the cells of a row and its row-end bars into lines."""

    def table(rows: Rows, width: int, rng: random.Random) -> str:
        cells = _starting(_broken(rows, rng, " ", 0.1))
        return "\n".join(
            line for pair in zip(cells, _paddings(cells, width, rng), strict=True) for line in row(*pair)
        )

    return table


def _bar_after(cells: list[str], bars: str) -> list[str]:
    return [f"{text} |" if text else "|" for text in cells] + [bars] * bool(bars)


def _bar_alone(cells: list[str], bars: str) -> list[str]:
    return [line for text in cells for line in ([text, "|"] if text else ["|"])] + [bars] * bool(bars)


def _bar_leading(cells: list[str], bars: str) -> list[str]:
    *lines, last = _bar_after(cells, "")
    return ["|", *lines, f"{last} |{bars}"]


def _bar_both(cells: list[str], bars: str) -> list[str]:
    first, *rest = _bar_alone(cells, bars)
    return [f"| {first}", *rest]


def _lines(rows: Rows, width: int, rng: random.Random) -> str:
    return "\n\n".join(text for row in _starting(_broken(rows, rng, "\n", 0.3, 6)) for text in row if text)


def _tabs(rows: Rows, width: int, rng: random.Random) -> str:
    def spaced(cell: Cell) -> Cell:
        nbsp = rng.choice(("\u00a0{}", "{}", "\u00a0{}", "{}\u00a0"))
        return replace(cell, text=nbsp.format(cell.text)) if cell.kind == "figure" and cell.text else cell

    rows = [list(map(spaced, row)) for row in _broken(rows, rng, "\n", 0.1)]
    return "\n\n".join("\n".join(f"\t{text}" for text in row) for row in _placed(rows)) + "\n"


def _tsv(rows: Rows, width: int, rng: random.Random) -> str:
    return "\n".join("\t".join(row) for row in _full(rows))


def _gfm(*, repeat: bool = False, aligned: bool = False) -> Callable[[Rows, int, random.Random], str]:
    def table(rows: Rows, width: int, rng: random.Random) -> str:
        cells = _full(rows, repeat)
        widths = [
            max([3] + [_display_width(row[column]) for row in cells if column < len(row)])
            for column in range(width)
        ]
        cells.insert(1, ["-" * columns if aligned else "---" for columns in widths])
        if aligned:
            cells = [
                [text + " " * (w - _display_width(text)) for text, w in zip(row, widths, strict=False)]
                + row[width:]
                for row in cells
            ]
        return "\n".join(f"| {' | '.join(row)} |" for row in cells)

    return table


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _inline(rows: Rows, width: int, rng: random.Random) -> str:
    return "\n".join(" ".join(filter(None, row)) for row in _starting(rows))


_STYLES = {
    "pipe": Style(_pipe("", " | "), halfwidth=True),
    "pipe-leading": Style(_pipe("| ", " | ", place_holders=True, strip=False), halfwidth=True),
    "pipe-doubled": Style(_pipe("", "  | ", strip=False), halfwidth=True),
    "bars": Style(_bars(_bar_after), halfwidth=True),
    "bars-no-ends": Style(_bars(lambda cells, bars: _bar_after(cells, "")), halfwidth=True),
    "bars-alone": Style(_bars(_bar_alone), halfwidth=True),
    "bars-leading": Style(_bars(_bar_leading), halfwidth=True),
    "bars-both": Style(_bars(_bar_both), halfwidth=True),
    "lines": Style(_lines, gap="\n\n", halfwidth=True, blanks=False),
    "tabs": Style(_tabs, gap="\n\n", before_table="\n", date_indent=" " * 36),
    "tsv": Style(_tsv),
    "gfm": Style(_gfm(), gap="\n\n"),
    "gfm-repeat": Style(_gfm(repeat=True), gap="\n\n"),
    "gfm-aligned": Style(_gfm(aligned=True), gap="\n\n"),
    "inline": Style(_inline, blanks=False, page_numbers=True),
    "markdown": Style(_gfm(), gap="\n\n", marks=("# ", "## ")),
}

STYLES: tuple[str, ...] = tuple(_STYLES)
