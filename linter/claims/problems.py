"""Problems made from claims that contradict the tables.

Each shows the words of the prose, how they were read, and the figures of the cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ...grammar import CellKind, Span, TableFormat
from ...grammar.claims.reading import Accuracy, Claim
from ...grammar.regex import Regex
from ..audit import Audit
from ..findings import CellAddress, Edit, Fix, Problem, Related, Severity
from ..messages import Message, Phrase
from ..places import SEPARATOR
from .contradictions import Contradiction
from .money import UNITS
from .readings import REMEDIES, Figure, Reading, cells_of, plain

DIFFERENT = Message(
    zh="正文写“{claim}”，{table}{readings}", en="the prose says “{claim}”; in {table} {readings}"
)
READING = Message(zh="“{name}”是 {figure}", en="“{name}” is {figure}")
CELL = Message(zh="{name}：{value}", en="{name}: {value}")
BREAKS = Message(
    zh="{name}：{value}（改动它会使 {count} 个成立的等式不成立）",
    en="{name}: {value} (changing it would break {count} equations that hold)",
)
CHANGE_PROSE = Message(zh="正文改为 {figure}（{name}）", en="change the prose to {figure} ({name})")
CHANGE_CELL = Message(zh="{table}“{name}”改为 {figure}", en="change “{name}” of {table} to {figure}")

_NAMED = 3  # cells of a sum that are named
_QUOTED = 26  # characters of a claim that are quoted
_ELLIPSIS = "……"
_NUMBER = Regex("[0-9][0-9,.]*|[零〇一二两三四五六七八九十百千万亿]+")


class _Named(NamedTuple):
    """A reading by its name. Of those that come to the same figure the simplest is named."""

    name: str
    figure: Figure


def problem(audit: Audit, contradiction: Contradiction) -> Problem:
    """A problem at the figure in the prose. Words that widen its scope make it information."""
    claim = contradiction.statement.claim
    table = audit.report.tables[contradiction.figures[0].reading.table]
    named = list(_named(audit, contradiction.figures))
    said = quoted(audit, claim)
    where, readings = _compared(table.format, named)
    place = claim.span if claim.zero else claim.quantity.span
    return Problem(
        DIFFERENT(claim=said, table=where, readings=readings),
        place,
        expected=named[0].figure.printed,
        found=said if claim.zero else audit.report.source.quote(place),
        related=tuple(_related(audit, contradiction.figures)),
        fixes=(*_prose_fixes(audit, claim, named), *_cell_fixes(audit, claim, contradiction.figures)),
        severity=Severity.INFO if widened(audit, claim) else None,
    )


_WIDER = ("代表", "备案", "一审", "二审")


def widened(audit: Audit, claim: Claim) -> bool:
    """Whether words extend a claim beyond this body; what is the whole district of a government does not."""
    agency = audit.report.agency
    if agency and agency.value.endswith("人民政府") and any(word.startswith("全") for word in claim.scope):
        own = f"全{agency.value.removesuffix('人民政府')[-1:]}"
        return (
            own == "全市"
            or own not in claim.scope
            or claim.topic not in ("requests", *REMEDIES)
            or any(word in _WIDER for word in claim.scope)
        )
    return bool(claim.scope)


def _compared(format: TableFormat, named: Sequence[_Named]) -> tuple[str, tuple[Phrase, ...]]:
    """The table, and the readings by their names; a column that several have in common is named but once."""
    rows, columns = zip(*(_names(format, one.figure.reading) for one in named), strict=True)
    if len(named) > 1 and len(set(columns)) == 1:
        readings = tuple(
            READING(name=row, figure=one.figure.printed) for row, one in zip(rows, named, strict=True)
        )
        return SEPARATOR.join(filter(None, (format.name, columns[0]))), readings
    return format.name, tuple(READING(name=one.name, figure=one.figure.printed) for one in named)


def quoted(audit: Audit, claim: Claim) -> str:
    """The words of a claim, without blanks; of a long one only the beginning and the end."""
    text = "".join(audit.report.source.text[claim.span.start : claim.span.end].split())
    return text if len(text) <= _QUOTED else text[: _QUOTED // 2] + _ELLIPSIS + text[-_QUOTED // 2 :]


# ── Names ─────────────────────────────────────────────────────────────────────


def _named(audit: Audit, figures: Sequence[Figure]) -> Iterator[_Named]:
    simplest: dict[str, Figure] = {}
    for figure in sorted(figures, key=lambda figure: len(figure.reading.places)):
        simplest.setdefault(figure.printed, figure)
    return (_Named(name(audit, figure.reading), figure) for figure in figures if figure in simplest.values())


def name(audit: Audit, reading: Reading) -> str:
    """A reading by the names of its rows and columns: 本年新收 + 上年结转 · 自然人."""
    return SEPARATOR.join(filter(None, _names(audit.report.tables[reading.table].format, reading)))


def _names(format: TableFormat, reading: Reading) -> tuple[str, str]:
    """The names of the rows and of the columns of a reading.

    Empty where there is only one row, and for the column of totals.
    """
    rows, columns = (list(dict.fromkeys(place[at] for place in reading.places)) for at in (0, 1))
    block = format.blocks[0]
    labels = [format.columns[rows[0], column] for column in columns]
    groups = list(dict.fromkeys(label.group.split("/")[-1] for label in labels))
    if not format.rows[rows[0]].name:
        return _sum(groups), _sum(dict.fromkeys(label.label for label in labels))
    spanned = next(
        (
            span.label
            for span in block.spans
            if set(rows) == {row.id for row in block.rows if row.span == span.id}
        ),
        "",
    )
    across = ""
    if len(columns) > 1 and len(groups) == 1:
        across = groups[0]
    elif len(format.blocks) > 1 or columns != [block.columns[-1].id]:
        across = _sum(label.label for label in labels)
    return spanned or _sum(format.rows[row].name for row in rows), across


def _sum(names: Iterable[str]) -> str:
    listed = list(names)
    return " + ".join(listed if len(listed) <= _NAMED else [*listed[:_NAMED], _ELLIPSIS])


# ── Places and fixes ──────────────────────────────────────────────────────────


def _related(audit: Audit, figures: Sequence[Figure]) -> Iterator[Related]:
    """The cells of all readings, each once."""
    seen: set[tuple[str, str]] = set()
    for figure in figures:
        reading = figure.reading
        for cell in cells_of(audit, reading):
            place = (cell.row, cell.column)
            if place not in seen:
                seen.add(place)
                named = name(audit, Reading(reading.table, (place,)))
                count = audit.broken_by(reading.table, *place)
                text = (
                    BREAKS(name=named, value=cell.text, count=count)
                    if count
                    else CELL(name=named, value=cell.text)
                )
                yield Related(text, cell.span, CellAddress(reading.table, *place))


def _prose_fixes(audit: Audit, claim: Claim, named: Sequence[_Named]) -> Iterator[Fix]:
    """The figure in the prose by each of those that it may be."""
    if claim.zero:
        return
    span = claim.quantity.span
    text = audit.report.source.text[span.start : span.end]
    number = _NUMBER.match(text)
    for one in named:
        figure = one.figure
        title = CHANGE_PROSE(figure=figure.printed, name=one.name)
        if (
            number and not figure.reading.unit and text[number.end() :].strip() == claim.quantity.unit
        ):  # 12 件
            yield Fix(title, (Edit(Span(span.start, span.start + number.end()), figure.printed),), safe=False)
        else:  # 1.2万余件, 12.5万元
            unit = "" if figure.reading.unit else claim.quantity.unit
            yield Fix(title, (Edit(span, figure.printed + unit),), safe=False)


def _cell_fixes(audit: Audit, claim: Claim, figures: Sequence[Figure]) -> Iterator[Fix]:
    """The cell by what the prose says, where it is one cell and no equation that holds speaks for it."""
    if claim.quantity.accuracy is not Accuracy.EXACT:
        return
    for figure in figures:
        reading, cells = figure.reading, cells_of(audit, figure.reading)
        if len(reading.places) == len(cells) == 1 and not audit.broken_by(reading.table, *reading.places[0]):
            value = plain(claim.quantity.value / Decimal(UNITS.get(reading.unit, 1)))
            title = CHANGE_CELL(
                table=audit.report.tables[reading.table].format.name,
                name=name(audit, reading),
                figure=value + reading.unit,
            )
            yield Fix(
                title,
                (Edit(cells[0].span, value + (reading.unit if cells[0].kind is CellKind.MONEY else "")),),
                safe=False,
            )
