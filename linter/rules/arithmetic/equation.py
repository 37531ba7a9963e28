from collections.abc import Iterator

from ...audit import REST, Audit
from ...findings import Problem, Severity
from ...registry import rule
from ...tables.arithmetic import problem


@rule("NB300", "equation", Severity.ERROR)
def equation(audit: Audit) -> Iterator[Problem]:
    yield from map(problem, audit.faults_of(REST))
