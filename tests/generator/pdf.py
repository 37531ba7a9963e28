"""Drafts as they are printed: a small typesetter and writer of PDF files, with page breaks anywhere.

Everything is first set on one strip of paper of any length, which is then cut into pages between two lines.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tests.generator.drafts import Cell, Draft, Table, place

_PADDING = 3.0  # points between a rule and the text beside it
_NEVER_FIRST = "，。；：、？！）》”〉〕"


@dataclass(frozen=True)
class Print:
    """How a report is printed, in points. `rules`: how its tables are ruled; `numbers`: form of page numbers;
    `running`: above every page."""

    width: float = 595
    height: float = 842
    margin: float = 72
    size: float = 14
    small: float = 9
    indent: float = 2
    rules: Literal["lines", "bars", "frames", "open", "none"] = "lines"
    middle: bool = True
    repeat_heads: bool = False
    stack_labels: bool = False
    numbers: str = ""
    running: str = ""
    turned: bool = False
    overprint: bool = False

    @property
    def measure(self) -> float:
        """The width of a line."""
        return self.width - 2 * self.margin


def random_print(rng: random.Random) -> Print:
    """Any way to print; tables without rules are not among them."""
    width, height = rng.choice(((595, 842), (842, 595), (595, 842), (612, 792)))
    return Print(
        width, height, rng.choice((50, 72, 85)), rng.choice((10.5, 12, 14, 16)), rng.choice((7.5, 9, 10.5)),
        rng.choice((2, 2, 0)),
        rng.choice(("lines", "bars", "frames", "open")), rng.random() < 0.5, rng.random() < 0.3,
        rng.random() < 0.2,
        rng.choice(("", "- {} -", "— {} —", "第 {} 页 共 9 页", "P. {}", "{}")),
        rng.choice(("", "", "内部资料 注意保存")),
        rng.random() < 0.1, rng.random() < 0.1,
    )  # fmt: skip


def print_pdf(draft: Draft, how: Print | None = None) -> bytes:
    """The report as a PDF file."""
    how = how or Print()
    strip = _Strip(how)
    for line in draft.title:
        strip.paragraph(line, size=how.size * 1.5, aside=None)
    for line in draft.preamble:
        strip.paragraph(line, aside=how.indent)
    for section in draft.sections:
        if section.heading:
            strip.paragraph(section.heading, aside=how.indent)
        for line in section.body:
            strip.paragraph(line, aside=how.indent)
        if section.table:
            strip.table(section.table)
    for line in filter(None, (draft.signature, draft.date)):
        strip.paragraph(line, aside=(how.measure - _width(line, how.size)) / how.size)
    return write_pdf(strip.pages(), how.width, how.height, how.turned)


# ── The strip ─────────────────────────────────────────────────────────────


class Text(NamedTuple):
    """A line of text: its upper left corner, and the size of its type."""

    x: float
    y: float
    text: str
    size: float


class Rule(NamedTuple):
    """A filled rectangle, or with `frame` the outline of one."""

    left: float
    top: float
    right: float
    bottom: float
    frame: bool = False


@dataclass
class _Frame:
    """A table on the strip. `head`: where its head ends; `cells`: the boxes of its cells."""

    top: float
    head: float
    bottom: float
    cells: list[Rule]


@dataclass
class _Strip:
    how: Print
    y: float = 0
    texts: list[Text] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)

    def paragraph(self, text: str, aside: float | None, size: float = 0) -> None:
        """Set a paragraph. `aside`: characters by which its first line is indented; None centres it."""
        size = size or self.how.size
        lines = list(_broken(text, self.how.measure, size, aside or 0))
        for number, line in enumerate(lines):
            shift = (
                (self.how.measure - _width(line, size)) / 2
                if aside is None
                else (aside * size if not number else 0)
            )
            self.texts.append(Text(self.how.margin + shift, self.y, line, size))
            self.y += size * 1.5
        if not self.how.indent:
            self.y += size

    def table(self, table: Table) -> None:
        how, rows = self.how, table.layout()
        grid = place(rows)
        lefts = self._lefts(max(map(max, grid)) + 1)
        heights = [0.0] * len(rows)
        boxes = []
        for r, row in enumerate(rows):
            for i, cell in enumerate(row):
                columns = [column for column, at in grid[r].items() if at == (r, i)]
                left, right = lefts[min(columns)], lefts[max(columns) + 1]
                lines = self._lines(cell, right - left)
                boxes.append((r, cell, left, right, lines))
                lacking = len(lines) * how.small * 1.2 + 2 * _PADDING - sum(heights[r : r + cell.rowspan])
                heights[min(r + cell.rowspan, len(rows)) - 1] += max(lacking, 0)
        tops = [self.y + sum(heights[:r]) for r in range(len(rows) + 1)]
        cells = []
        for r, cell, left, right, lines in boxes:
            top, bottom = tops[r], tops[min(r + cell.rowspan, len(rows))]
            cells.append(Rule(left, top, right, bottom))
            free = bottom - top - len(lines) * how.small * 1.2
            y = top + (free / 2 if how.middle else _PADDING)
            for number, line in enumerate(lines):
                aside = (right - left - _width(line, how.small)) / 2 if how.middle else _PADDING
                self.texts.append(Text(left + aside, y + number * how.small * 1.2, line, how.small))
        head = next(r for r, row in enumerate(rows) if any(cell.kind == "figure" for cell in row))
        self.frames.append(_Frame(tops[0], tops[head], tops[-1], cells))
        self.y = tops[-1] + how.size

    def _lefts(self, width: int) -> list[float]:
        shares = [4, 5, 10, *[4] * (width - 3)] if width == 10 else [1] * width
        unit = self.how.measure / sum(shares)
        return [self.how.margin + unit * sum(shares[:column]) for column in range(width + 1)]

    def _lines(self, cell: Cell, width: float) -> list[str]:
        if self.how.stack_labels and cell.rowspan > 4:
            return list(cell.text)
        return list(_broken(cell.text, width - 2 * _PADDING, self.how.small, 0, hanging="")) or [""]

    # ── Pages ─────────────────────────────────────────────────────────────

    def pages(self) -> Iterator[tuple[list[Text], list[Rule]]]:
        """The texts and rules of each page, measured from its upper left corner."""
        how, start, number = self.how, 0.0, 0
        while start < self.y:
            number += 1
            around = next((frame for frame in self.frames if frame.head < start < frame.bottom), None)
            head = around.head - around.top if around and how.repeat_heads else 0.0
            end = self._cut(start, start + how.height - 2 * how.margin - head)
            shift = how.margin + head - start
            texts = [text._replace(y=text.y + shift) for text in self.texts if start <= text.y < end]
            rules = [rule for frame in self.frames for rule in self._rules(frame, start, end, shift)]
            if around and head:
                texts += [
                    text._replace(y=text.y - around.top + how.margin)
                    for text in self.texts
                    if around.top <= text.y < around.head
                ]
                rules += self._rules(around, around.top, around.head, how.margin - around.top)
            if how.running:
                texts.append(Text(how.margin, how.margin / 2, how.running, how.small))
            if how.numbers:
                printed = how.numbers.format(number)
                texts.append(
                    Text(
                        (how.width - _width(printed, how.small)) / 2,
                        how.height - how.margin / 2,
                        printed,
                        how.small,
                    )
                )
            if how.overprint:
                texts += [text._replace(x=text.x + 0.3) for text in texts]
            yield texts, rules
            start = end

    def _cut(self, start: float, limit: float) -> float:
        """The lowest place up to a limit where no line of text is cut in two."""
        crossed = True
        while crossed:
            crossing = [text.y for text in self.texts if start < text.y < limit < text.y + text.size]
            crossed = bool(crossing)
            limit = min(crossing, default=limit)
        return limit

    def _rules(self, frame: _Frame, start: float, end: float, shift: float) -> Iterator[Rule]:
        """The rules of a table between two heights of the strip; where it is cut it is closed."""
        style = self.how.rules
        for cell in frame.cells:
            top, bottom = max(cell.top, start) + shift, min(cell.bottom, end) + shift
            if style == "none" or bottom <= top:
                continue
            if style == "frames":
                yield Rule(cell.left + 0.7, top + 0.7, cell.right - 0.7, bottom - 0.7, frame=True)
                continue
            thick = 0.5 if style == "bars" else 0.0
            yield Rule(cell.left, top, cell.right, top + thick)
            yield Rule(cell.left, bottom, cell.right, bottom + thick)
            for x in (cell.left, cell.right):
                if style != "open" or self.how.margin + 1 < x < self.how.width - self.how.margin - 1:
                    yield Rule(x, top, x + thick, bottom)


def _width(text: str, size: float) -> float:
    return sum(size / 2 if character.isascii() else size for character in text)


def _broken(
    text: str, measure: float, size: float, indent: float, hanging: str = _NEVER_FIRST
) -> Iterator[str]:
    """A text in lines: figures stay whole where they fit, and `hanging` marks stand in the margin."""
    line, room = "", measure - indent * size
    for run in _runs(text, measure, size):
        if line and _width(line + run, size) > room and run not in hanging:
            yield line
            line, room = "", measure
        line += run
    if line:
        yield line


def _runs(text: str, measure: float, size: float) -> Iterator[str]:
    run = ""
    for character in text:
        if run and character.isascii() and _width(run + character, size) <= measure:
            run += character
            continue
        if run:
            yield run
        run = character if character.isascii() else ""
        if not run:
            yield character
    if run:
        yield run


# ── The file ──────────────────────────────────────────────────────────────


def write_pdf(
    pages: Iterable[tuple[Iterable[Text], Iterable[Rule]]],
    width: float = 595,
    height: float = 842,
    turned: bool = False,
    codes: bool = False,
    extra: str = "",
) -> bytes:
    """A PDF file.

    `turned`: every page is drawn across an upright sheet; `codes`: the font does not say which characters it
    prints; `extra`: operators that every page begins with.
    """
    contents, used = [], set[str]()
    for texts, rules in pages:
        drawn = [extra, "0.5 w"] + ([f"0 1 -1 0 {height:.2f} 0 cm"] if turned else [])
        for text in texts:
            used.update(text.text)
            code = text.text.encode("utf-16-be").hex()
            drawn.append(
                f"BT /F1 {text.size:.2f} Tf {text.x:.2f} {height - text.y - 0.88 * text.size:.2f} Td "
                f"<{code}> Tj ET"
            )
        drawn += [_drawn(rule, height) for rule in rules]
        contents.append(zlib.compress("\n".join(drawn).encode()))
    sheet = (height, width) if turned else (width, height)
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(contents)))
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]" + (
        b">>" if codes else b"/ToUnicode 5 0 R>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/Ascent 880/Descent "
        b"-120/CapHeight 880/ItalicAngle 0/StemV 80>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        font,
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/DW 1000/W[32 126 500]/FontDescriptor " + descriptor + b">>",
        _stream(_to_unicode(used)),
    ]
    for number, content in enumerate(contents):
        resources = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet[0]} {sheet[1]}]{resources}/Contents "
                f"{7 + 2 * number} 0 R>>"
            ).encode()
        )
        objects.append(_stream(content, b"/Filter/FlateDecode"))
    return _file(objects)


def _drawn(rule: Rule, height: float) -> str:
    box = (
        f"{rule.left:.2f} {height - rule.bottom:.2f} {rule.right - rule.left:.2f} "
        f"{rule.bottom - rule.top:.2f} re"
    )
    if rule.frame:
        return f"{box} S"
    if rule.left < rule.right and rule.top < rule.bottom:
        return f"{box} f"
    return f"{rule.left:.2f} {height - rule.top:.2f} m {rule.right:.2f} {height - rule.bottom:.2f} l S"


def _to_unicode(characters: Iterable[str]) -> bytes:
    codes = [character.encode("utf-16-be").hex() for character in sorted(characters)]
    blocks = [codes[start : start + 100] for start in range(0, len(codes), 100)]
    mapped = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(f"<{code}> <{code}>" for code in block) + "\nendbfchar"
        for block in blocks
    )
    return (
        "/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        f"endcodespacerange\n{mapped}\nendcmap end"
    ).encode()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<" + entries + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    data, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
