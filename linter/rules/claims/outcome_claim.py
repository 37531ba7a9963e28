from collections.abc import Iterator

from ...claims.contradictions import ClaimKind
from ...claims.problems import problem
from ...claims.prose import Prose
from ...findings import Problem, Severity
from ...registry import rule


@rule("NB502", "outcome-claim", Severity.ERROR)
def outcome_claim(prose: Prose) -> Iterator[Problem]:
    yield from (problem(prose.audit, one) for one in prose.contradictions if one.kind is ClaimKind.OUTCOME)
