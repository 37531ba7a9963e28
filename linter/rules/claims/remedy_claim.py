from collections.abc import Iterator

from ...claims import Prose, contradictions
from ...findings import Problem, Severity
from ...registry import rule
from ...statements import problem


@rule("NB504", "remedy-claim", Severity.ERROR)
def remedy_claim(prose: Prose) -> Iterator[Problem]:
    yield from (problem(prose.audit, one) for one in contradictions(prose) if one.code == "NB504")
