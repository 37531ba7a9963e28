from collections.abc import Iterator

from ....grammar import Report
from ...findings import Message, Problem, Severity
from ...places import address
from ...registry import rule

COUNT = Message(zh="“{row}”应有 {expected} 个数字，实有 {found} 个", en="“{row}” should have {expected} figures, it has {found}")


@rule("NB207", "cell-count", Severity.ERROR)
def cell_count(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        for row in table.rows if table.doubt is None else ():
            if row.format and not row.fits:
                name = row.format.name or table.format.name
                phrase = COUNT(row=name, expected=len(row.columns), found=len(row.cells))
                yield Problem(phrase, row.span, address(table, row.format.id), expected=str(len(row.columns)), found=str(len(row.cells)))
