from collections.abc import Iterator

from ...claims.contradictions import Prose, denied
from ...claims.statements import problem, quoted
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...registry import rule

DENIED = Message(
    zh="这里写“{found}”，正文另一处写“{other}”", en="“{found}” here, “{other}” elsewhere in the prose"
)
OTHER = Message(zh="这里写“{other}”", en="“{other}” here")


@rule("NB507", "zero-claim", Severity.ERROR)
def zero_claim(prose: Prose) -> Iterator[Problem]:
    yield from (problem(prose.audit, one) for one in prose.contradictions if one.code == "NB507")
    for denial, counted in denied(prose):
        found, other = quoted(prose.audit, denial.claim), quoted(prose.audit, counted.claim)
        related = Related(OTHER(other=other), counted.claim.span)
        yield Problem(DENIED(found=found, other=other), denial.claim.span, found=found, related=(related,))
