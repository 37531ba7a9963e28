from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.aspects import OVERVIEW, missing_aspects
from ...prose.items import prose_of
from ...registry import rule

MISSING = Message(
    zh="“{title}”没有写“{aspects}”，应分别写明",
    en="“{title}” does not cover “{aspects}”; each should be stated",
)


@rule("NB110", "aspect-missing", Severity.WARNING)
def aspect_missing(report: Report) -> Iterator[Problem]:
    missing = missing_aspects(report)
    section, _ = prose_of(report, OVERVIEW)
    if missing and section and section.format:
        names = "、".join(aspect.name for aspect in missing)
        yield Problem(
            MISSING(title=section.format.title, aspects=names), section.heading.span, expected=names
        )
