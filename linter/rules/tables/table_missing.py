from collections.abc import Iterator

from ....grammar import Report
from ...findings import CellAddress, Message, Problem, Severity
from ...registry import rule

MISSING = Message(zh="“{title}”下面没有{table}", en="{table} is missing below “{title}”")


@rule("NB201", "table-missing", Severity.ERROR)
def table_missing(report: Report) -> Iterator[Problem]:
    for section in report.sections:
        if section.format is None or section in report.duplicates:
            continue
        table = report.format.tables.get(section.format.table or "")
        if table and table.id not in report.tables:
            yield Problem(MISSING(title=section.format.title, table=table.name), section.heading.span, CellAddress(table.id))
