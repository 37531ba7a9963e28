"""勾稽关系: sums and balances."""

from collections.abc import Iterator

from ...audit import Audit
from ...findings import Problem, Severity
from ...registry import rule
from ...tables.arithmetic import problem


@rule("NB302", "applicant-total", Severity.ERROR)
def applicant_total(audit: Audit) -> Iterator[Problem]:
    yield from map(problem, audit.faults_of("NB302"))
