from collections.abc import Iterator

from ...findings import Problem, Severity
from ...prose.claims import Prose, contradictions
from ...prose.statements import problem
from ...registry import rule


@rule("NB505", "disclosure-claim", Severity.WARNING)
def disclosure_claim(prose: Prose) -> Iterator[Problem]:
    yield from (problem(prose.audit, one) for one in contradictions(prose) if one.code == "NB505")
