from collections.abc import Iterator

from ...claims.contradictions import ClaimKind, denied
from ...claims.problems import problem, quoted
from ...claims.prose import Prose
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...registry import rule

DENIED = Message(
    zh="这里写“{found}”，正文另一处写“{other}”", en="“{found}” here, “{other}” elsewhere in the prose"
)
OTHER = Message(zh="这里写“{other}”", en="“{other}” here")


@rule("NB507", "zero-claim", Severity.ERROR)
def zero_claim(prose: Prose) -> Iterator[Problem]:
    yield from (problem(prose.audit, one) for one in prose.contradictions if one.kind is ClaimKind.ZERO)
    for denial, counted in denied(prose.statements, prose.audit):
        found, other = quoted(prose.audit, denial.claim), quoted(prose.audit, counted.claim)
        related = Related(OTHER(other=other), counted.claim.span)
        yield Problem(DENIED(found=found, other=other), denial.claim.span, found=found, related=(related,))
