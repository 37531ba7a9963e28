from collections.abc import Iterator

from ....grammar import Report
from ...findings import Message, Problem, Related, Severity
from ...places import address
from ...registry import rule

FIRST = Message(zh="“{label}”次序不对，应为{table}第一行", en="“{label}” is out of order, it should be the first row of {table}")
AFTER = Message(zh="“{label}”次序不对，应在“{before}”之后", en="“{label}” is out of order, it should follow “{before}”")


@rule("NB206", "row-order", Severity.ERROR)
def row_order(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        moved = table.row_differences.moved
        if table.doubt or not moved:
            continue
        rows = list(table.format.rows.values())
        phrases = []
        for one in moved:
            place = rows.index(one.expected) if one.expected in rows else 0
            before = rows[place - 1].label if place else ""
            phrases.append((AFTER if before else FIRST)(label=one.expected.label, before=before, table=table.format.name))
        related = tuple(Related(phrase, one.label.span) for phrase, one in zip(phrases[1:], moved[1:], strict=True))
        yield Problem(phrases[0], moved[0].label.span, address(table, moved[0].expected.id), related=related)
