from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.closing import closing_of
from ...registry import rule

AGENCY = Message(zh="文末没有落款机关，应写明报告的机关", en="no agency signs at the end; it should")
BOTH = Message(
    zh="文末没有落款，应写明机关和日期", en="no signature at the end; it should give the agency and the date"
)
PLACE = "落款"


@rule("NB113", "signature-missing", Severity.INFO)
def signature_missing(report: Report) -> Iterator[Problem]:
    closing = closing_of(report)
    if closing and closing.agency is None:
        signed = (
            closing.date
            if closing.date and closing.date.start > report.sections[0].heading.span.start
            else None
        )
        yield Problem((AGENCY if closing.date else BOTH)(), signed or closing.end, place=PLACE)
