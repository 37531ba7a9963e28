from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...places import address
from ...registry import rule
from ...tables.versions import other_version, spoken_blocks

OUTDATED = Message(
    zh="表格用的是 {found} 年格式，{year} 年度报告应按{number}的格式",
    en="the tables follow the format of {found}; a report for {year} must follow {number}",
)
BLOCK = Message(zh="{name}：{found} 年格式", en="{name}: format of {found}")


@rule("NB401", "outdated-template", Severity.ERROR)
def outdated_template(report: Report) -> Iterator[Problem]:
    used = other_version(report)
    if used and report.year and used.first_year < report.format.first_year:
        blocks = spoken_blocks(report)
        phrase = OUTDATED(found=used.id, year=report.year.value, number=report.format.number)
        related = tuple(Related(BLOCK(name=block.name, found=used.id), block.span) for block in blocks[1:])
        yield Problem(
            phrase,
            blocks[0].span,
            address(blocks[0].table),
            expected=report.format.id,
            found=used.id,
            related=related,
        )
