from collections.abc import Iterator

from ....grammar.regex import Regex
from ...claims.prose import Prose
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...prose.enumerations import enumerations
from ...registry import rule

LESS = Message(
    zh="“{whole}”所列 {count} 项之和为 {sum}，比总数少 {difference}",
    en="the {count} parts of “{whole}” add up to {sum}, {difference} less than the whole",
)
MORE = Message(
    zh="“{whole}”所列 {count} 项之和为 {sum}，比总数多 {difference}",
    en="the {count} parts of “{whole}” add up to {sum}, {difference} more than the whole",
)
PART = Message(zh="分项“{part}”", en="part “{part}”")

_WORDS = ("其中", "包括", "包含", "分别", "分为", "分成", "具体为", "合计", "共计", "总计", "一是", "按")
_WANTED = Regex(rf"{'|'.join(_WORDS)}|[0-9][^,。;0-9(]{{0,8}},?[(:]", needs=(*_WORDS, "(", ":"))
_SHOWN = 12  # parts that are pointed at


@rule("NB509", "parts-claim", Severity.WARNING)
def parts_claim(prose: Prose) -> Iterator[Problem]:
    year = prose.audit.report.year
    for stretch in prose.stretches_with(_WANTED):
        for found in enumerations(stretch.text, year.value if year else None):
            whole, total = found.whole, found.total
            printed = stretch.text[whole.start : whole.end]
            message = LESS if total < whole.value else MORE
            phrase = message(
                whole=printed,
                count=len(found.parts),
                sum=f"{total:f}",
                difference=f"{abs(total - whole.value):f}",
            )
            related = tuple(
                Related(PART(part=stretch.text[part.start : part.end]), stretch.span(part.start, part.end))
                for part in found.parts[:_SHOWN]
            )
            severity = None if found.certain else Severity.INFO
            yield Problem(
                phrase,
                stretch.span(whole.start, whole.end),
                expected=f"{total:f}",
                found=printed,
                related=related,
                severity=severity,
            )
