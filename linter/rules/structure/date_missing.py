from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.closing import closing_of
from ...registry import rule

MISSING = Message(
    zh="落款没有日期，应写明年、月、日", en="the signature has no date; it should give year, month and day"
)
PLACE = "落款"


@rule("NB114", "date-missing", Severity.INFO)
def date_missing(report: Report) -> Iterator[Problem]:
    closing = closing_of(report)
    if closing and closing.agency and closing.date is None:
        yield Problem(MISSING(), closing.agency, place=PLACE)
