"""Problems made from claims that contradict the tables: what the prose says, how it was read, and what stands in the cells."""

from __future__ import annotations

from decimal import Decimal

from ...grammar import Span
from ..audit import Audit
from ..findings import CellAddress, Edit, Fix, Message, Problem, Related, Severity
from ..places import SEPARATOR
from .claims import Contradiction, Reading, cells_of

DIFFERENT = Message(zh="正文写“{claim}”，{table}{readings}", en="the prose says “{claim}”; in {table} {readings}")
READING = Message(zh="“{name}”是 {figure}", en="“{name}” is {figure}")
CELL = Message(zh="{name}：{value}", en="{name}: {value}")
CHANGE_PROSE = Message(zh="正文改为 {figure}（{name}）", en="change the prose to {figure} ({name})")
CHANGE_CELL = Message(zh="{table}“{name}”改为 {figure}", en="change “{name}” of {table} to {figure}")


def problem(audit: Audit, contradiction: Contradiction) -> Problem:
    """A problem at the figure in the prose. Words that widen its scope make it information."""
    claim, source = contradiction.statement.claim, audit.report.source
    table = audit.report.tables[contradiction.figures[0][0].table]
    named = [(name(audit, reading), amount, reading) for reading, amount in contradiction.figures]
    readings = tuple(READING(name=one, figure=plain(amount)) for one, amount, _ in named)
    quoted = "".join(source.text[claim.span.start : claim.span.end].split())
    phrase = DIFFERENT(claim=quoted, table=table.format.name, readings=readings)
    digits = claim.quantity.span
    number = Span(digits.start, digits.end - len(claim.quantity.unit))
    fixes = [Fix(CHANGE_PROSE(figure=plain(amount), name=one), (Edit(number, plain(amount)),), safe=False) for one, amount, _ in named if not claim.zero]
    for one, _, reading in named:
        cells = cells_of(audit, reading)
        if len(reading.places) == len(cells) == 1 and not claim.zero:
            title = CHANGE_CELL(table=table.format.name, name=one, figure=plain(claim.quantity.value))
            fixes.append(Fix(title, (Edit(cells[0].span, plain(claim.quantity.value)),), safe=False))
    return Problem(
        phrase,
        digits if not claim.zero else claim.span,
        expected=plain(named[0][1]),
        found=plain(claim.quantity.value) if not claim.zero else quoted,
        related=tuple(related(audit, named)),
        fixes=tuple(fixes),
        severity=Severity.INFO if claim.scope else None,
    )


def name(audit: Audit, reading: Reading) -> str:
    """A reading by the names of its rows, or of its columns where the table has one row."""
    format = audit.report.tables[reading.table].format
    names = []
    for row, column in reading.places:
        label = format.columns[row, column]
        if not format.rows[row].name:
            names.append(SEPARATOR.join(filter(None, (label.group.split("/")[-1], label.label))))
        elif label.label == format.blocks[0].columns[-1].label and len(format.blocks) == 1:
            names.append(format.rows[row].name)
        else:
            names.append(SEPARATOR.join((format.rows[row].name, label.label)))
    return " + ".join(names if len(names) <= _NAMED else [*names[:_NAMED], "……"])


def related(audit: Audit, named: list[tuple[str, Decimal, Reading]]) -> list[Related]:
    """The cells of all readings, each once."""
    found: dict[tuple[str, str], Related] = {}
    for _, _, reading in named:
        table = audit.report.tables[reading.table]
        for cell in cells_of(audit, reading):
            label = name(audit, Reading(reading.table, ((cell.row, cell.column),)))
            found.setdefault((cell.row, cell.column), Related(CELL(name=label, value=cell.text), cell.span, CellAddress(table.id, cell.row, cell.column)))
    return list(found.values())


def plain(amount: Decimal) -> str:
    """A figure as it is written: without exponent, and without decimals that are 0."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_NAMED = 3
