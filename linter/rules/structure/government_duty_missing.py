from collections.abc import Iterator

from ....grammar import Level, Report
from ....grammar.regex import Regex
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.aspects import OVERVIEW, missing_aspects
from ...prose.items import prose_of
from ...registry import rule

MISSING = Message(
    zh="政府的报告没有写“{duties}”，应写明其情况",
    en="a government's report should state “{duties}”; this one does not",
)
# Bodies of a government that are none themselves: a zone has a committee, a street office is an agency sent
# out.
ZONE = Regex("(?:开发|高新|新|园|管理|示范|保税|合作|试验|实验|度假|风景|景)区$")
TOWNSHIP = Regex("(?:[乡镇]|苏木)(?:人民政府|政府)?$")


@rule("NB111", "government-duty-missing", Severity.WARNING)
def government_duty_missing(report: Report) -> Iterator[Problem]:
    section, lines = prose_of(report, OVERVIEW)
    if section is None or not any(line.text for line in lines) or not _is_government(report):
        return
    told = "".join("".join(line.text.split()) for line in report.lines)
    uncovered = {aspect.id for aspect in missing_aspects(report)}
    for aspect in report.format.aspects:
        missing = [
            duty.label for duty in aspect.governments_add if not any(word in told for word in duty.words)
        ]
        if not missing or (len(missing) == len(aspect.governments_add) and aspect.id in uncovered):
            continue  # the whole aspect is missing, which NB110 says
        severity = Severity.INFO if report.level is Level.TOWNSHIP else None
        yield Problem(
            MISSING(duties="、".join(missing)),
            section.heading.span,
            expected="、".join(missing),
            severity=severity,
        )


def _is_government(report: Report) -> bool:
    name = report.agency.value if report.agency else ""
    if report.level is Level.TOWNSHIP:
        return bool(TOWNSHIP.search(name))
    return report.level is Level.GOVERNMENT and not ZONE.search(name)
