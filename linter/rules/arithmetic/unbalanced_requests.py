from collections.abc import Iterator

from ...audit import Audit
from ...findings import Problem, Severity
from ...registry import rule
from ...tables.arithmetic import problem


@rule("NB301", "unbalanced-requests", Severity.ERROR)
def unbalanced_requests(audit: Audit) -> Iterator[Problem]:
    yield from map(problem, audit.faults_of("NB301"))
