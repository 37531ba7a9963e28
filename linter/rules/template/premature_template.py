from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Severity
from ...messages import Message
from ...places import address
from ...registry import rule
from ...tables.versions import other_version, spoken_blocks

PREMATURE = Message(
    zh="表格用的是 {found} 年格式，{year} 年度报告适用{number}的格式",
    en="the tables follow the format of {found}; a report for {year} follows {number}",
)


@rule("NB402", "premature-template", Severity.WARNING)
def premature_template(report: Report) -> Iterator[Problem]:
    used = other_version(report)
    if used and report.year and used.first_year > report.format.first_year:
        block = spoken_blocks(report)[0]
        phrase = PREMATURE(found=used.id, year=report.year.value, number=report.format.number)
        yield Problem(phrase, block.span, address(block.table), expected=report.format.id, found=used.id)
