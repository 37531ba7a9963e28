from collections.abc import Iterator

from ....grammar import Report
from ...drafting.rows import exchange
from ...findings import Fix, Problem, Related, Severity
from ...messages import Message
from ...places import address
from ...registry import rule

BEFORE = Message(
    zh="“{label}”次序不对，应在“{after}”之前", en="“{label}” is out of order, it should precede “{after}”"
)
AFTER = Message(
    zh="“{label}”次序不对，应在“{before}”之后", en="“{label}” is out of order, it should follow “{before}”"
)

EXCHANGE = Message(zh="与相邻的一行对调", en="exchange it with the row beside it")


@rule("NB206", "row-order", Severity.ERROR)
def row_order(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        moved = table.row_differences.moved
        if table.doubt or not moved:
            continue
        order = [row for block in table.blocks for row in block.format.rows]
        place = {row.format.id: row.label.span.start for row in table.rows if row.format}
        phrases = []
        for one in moved:
            here = order.index(one.expected)
            before = next((row for row in reversed(order[:here]) if row.id in place), None)
            after = next((row for row in order[here + 1 :] if row.id in place), None)
            if (before and place[before.id] > one.label.span.start) or after is None:
                phrases.append(AFTER(label=one.expected.label, before=before.label if before else ""))
            else:
                phrases.append(BEFORE(label=one.expected.label, after=after.label))
        related = tuple(
            Related(phrase, one.label.span) for phrase, one in zip(phrases[1:], moved[1:], strict=True)
        )
        edits = exchange(report, table, moved[0].label) if len(moved) == 1 else ()
        fixes = (Fix(EXCHANGE(), edits, safe=False),) if edits else ()
        yield Problem(
            phrases[0],
            moved[0].label.span,
            address(table, moved[0].expected.id),
            related=related,
            fixes=fixes,
        )
