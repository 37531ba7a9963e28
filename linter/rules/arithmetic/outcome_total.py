from collections.abc import Iterator

from ...audit import Audit
from ...findings import Problem, Severity
from ...registry import rule
from ...tables.arithmetic import problem


@rule("NB303", "outcome-total", Severity.ERROR)
def outcome_total(audit: Audit) -> Iterator[Problem]:
    yield from map(problem, audit.faults_of("NB303"))
