from collections.abc import Iterator

from ....grammar import Report, Table
from ....grammar.formats.format import key
from ....grammar.model import Label
from ...findings import Problem, Severity
from ...messages import Message
from ...places import address, printed
from ...registry import rule

UNKNOWN = Message(zh="{table}没有“{label}”这一行", en="{table} has no row “{label}”")
TWICE = Message(zh="{table}“{label}”一行重复", en="row “{label}” stands twice in {table}")
UNLABELLED = Message(
    zh="{table}这一行数字“{figures}”没有标签", en="{table} has a row of figures “{figures}” without a label"
)


@rule("NB205", "row-unknown", Severity.WARNING)
def row_unknown(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        if table.doubt or not table.row_differences.extra:
            continue
        figures = {row.label.span: " ".join(cell.text for cell in row.cells) for row in table.rows}
        known = {key(row.format.label) for row in table.rows if row.format}
        for label in table.row_differences.extra:
            message = UNLABELLED if not label.text else TWICE if key(label.text) in known else UNKNOWN
            quoted = printed(report, label)
            phrase = message(table=table.format.name, label=quoted, figures=figures.get(label.span, ""))
            yield Problem(
                phrase,
                label.span,
                address(table),
                found=quoted or figures.get(label.span) or None,
                severity=Severity.INFO if message is UNKNOWN and _local(table, label) else None,
            )


def _local(table: Table, label: Label) -> bool:
    """Whether a row is a local detail of the row above it: 其中, or a part of a divided row."""
    if label.text.lstrip("#（( ").startswith("其中"):
        return True
    above = [row for row in table.rows if row.label.span.start < label.span.start and row.format]
    return bool(above) and above[-1].divided
