from collections.abc import Iterator

from ...audit import Audit
from ...findings import Problem, Severity
from ...registry import rule
from ...tables.arithmetic import problem


@rule("NB304", "review-total", Severity.ERROR)
def review_total(audit: Audit) -> Iterator[Problem]:
    yield from map(problem, audit.faults_of("NB304"))
