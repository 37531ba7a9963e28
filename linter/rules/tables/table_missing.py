from collections.abc import Iterator

from ....grammar import Report, Span
from ...drafting.blank_table import blank_table
from ...findings import CellAddress, Edit, Fix, Problem, Severity
from ...messages import Message
from ...registry import rule
from ...tables.pictures import is_picture

MISSING = Message(zh="“{title}”下面没有{table}", en="{table} is missing below “{title}”")
INSERT = Message(zh="补上空白{table}", en="insert a blank {table}")


@rule("NB201", "table-missing", Severity.ERROR)
def table_missing(report: Report) -> Iterator[Problem]:
    for section in report.distinct_sections:
        if section.format is None or is_picture(report, section):
            continue
        table = report.format.tables.get(section.format.table or "")
        if table and table.id not in report.tables and table.id not in report.scattered:
            line_end = report.source.text.find("\n", section.heading.span.end)
            at = section.heading.span.end if line_end < 0 else line_end
            fix = Fix(
                INSERT(table=table.name), (Edit(Span(at, at), f"\n\n{blank_table(table)}"),), safe=False
            )
            phrase = MISSING(title=section.format.title, table=table.name)
            yield Problem(phrase, section.heading.span, CellAddress(table.id), fixes=(fix,))
