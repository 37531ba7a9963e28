from collections.abc import Iterator

from ....grammar import Report, Row, Span
from ...findings import Message, Problem, Severity
from ...places import address, printed
from ...registry import rule

ONE = Message(zh="{table}缺少“{label}”一行", en="{table} lacks the row “{label}”")
INSTEAD = Message(zh="{table}缺少“{label}”一行，这里是“{found}”", en="{table} lacks the row “{label}”; here stands “{found}”")
MORE = Message(zh="{table}缺少 {count} 行：“{label}”至“{last}”", en="{table} lacks {count} rows, “{label}” to “{last}”")


@rule("NB203", "row-missing", Severity.ERROR)
def row_missing(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        if table.doubt:
            continue
        order = list(table.format.rows)
        gaps: dict[int, list[str]] = {}
        for missing in table.row_differences.missing:
            if missing.instead:
                found = printed(report, missing.instead)
                phrase = INSTEAD(table=table.format.name, label=missing.expected.label, found=found)
                cell = address(table, missing.expected.id)
                yield Problem(phrase, missing.instead.span, cell, expected=missing.expected.label, found=found)
            else:
                gaps.setdefault(missing.at, []).append(missing.expected.id)
        labels = {missing.expected.id: missing.expected.label for missing in table.row_differences.missing}
        for at, ids in gaps.items():
            ids.sort(key=lambda id: order.index(id) if id in order else len(order))
            first, last = labels[ids[0]], labels[ids[-1]]
            phrase = ONE(table=table.format.name, label=first) if len(ids) == 1 else MORE(table=table.format.name, count=len(ids), label=first, last=last)
            yield Problem(phrase, _row_before(table.rows, at), address(table, ids[0]), expected=first)


def _row_before(rows: list[Row], at: int) -> Span:
    before = [row.label.span for row in rows if row.label.span.start < at]
    return before[-1] if before else Span(at, at)
