from collections.abc import Iterable, Iterator

from ....grammar import Span
from ...claims.contradictions import ClaimKind, Contradiction, denied
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
    yield from (problem(prose.audit, one) for one in _by_words(prose.contradictions))
    for denial, counted in denied(prose.statements, prose.audit):
        found, other = quoted(prose.audit, denial.claim), quoted(prose.audit, counted.claim)
        related = Related(OTHER(other=other), counted.claim.span)
        yield Problem(DENIED(found=found, other=other), denial.claim.span, found=found, related=(related,))


def _by_words(contradictions: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """One contradiction for each denial: 未发生行政复议、行政诉讼 is wrong once, whatever it denies."""
    said: dict[tuple[Span, str], Contradiction] = {}
    for one in contradictions:
        if one.kind is ClaimKind.ZERO:
            key = one.statement.claim.span, one.figures[0].reading.table
            before = said.get(key)
            said[key] = one._replace(figures=before.figures + one.figures) if before else one
    yield from said.values()
