from collections.abc import Iterator, Sequence

from ....grammar import Report, Row, Span
from ...drafting.rows import insertion
from ...findings import Fix, Problem, Severity
from ...messages import Message
from ...places import address, printed
from ...registry import rule

ONE = Message(zh="{table}缺少“{label}”一行", en="{table} lacks the row “{label}”")
INSTEAD = Message(
    zh="{table}缺少“{label}”一行，这里是“{found}”",
    en="{table} lacks the row “{label}”; here stands “{found}”",
)
MORE = Message(
    zh="{table}缺少 {count} 行：“{label}”至“{last}”", en="{table} lacks {count} rows, “{label}” to “{last}”"
)

INSERT = Message(zh="补上“{label}”一行，数字留空", en="insert the row “{label}” with blank figures")
INSERT_ALL = Message(zh="补上这 {count} 行，数字留空", en="insert the {count} rows with blank figures")


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
                yield Problem(
                    phrase, missing.instead.span, cell, expected=missing.expected.label, found=found
                )
            else:
                gaps.setdefault(missing.at, []).append(missing.expected.id)
        rows = {missing.expected.id: missing.expected for missing in table.row_differences.missing}
        for at, ids in gaps.items():
            ids.sort(key=lambda id: order.index(id) if id in order else len(order))
            first, last = rows[ids[0]].label, rows[ids[-1]].label
            phrase = (
                ONE(table=table.format.name, label=first)
                if len(ids) == 1
                else MORE(table=table.format.name, count=len(ids), label=first, last=last)
            )
            edits = insertion(report, table, [rows[id] for id in ids])
            title = INSERT(label=first) if len(ids) == 1 else INSERT_ALL(count=len(ids))
            fixes = (Fix(title, edits, safe=False),) if edits else ()
            yield Problem(
                phrase, _row_before(table.rows, at), address(table, ids[0]), expected=first, fixes=fixes
            )


def _row_before(rows: Sequence[Row], at: int) -> Span:
    before = [row.label.span for row in rows if row.label.span.start < at]
    return before[-1] if before else Span(at, at)
