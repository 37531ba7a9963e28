from collections.abc import Iterator

from ...audit import Audit
from ...findings import Problem, Severity
from ...registry import rule
from ...tables.arithmetic import problem


@rule("NB305", "litigation-total", Severity.ERROR)
def litigation_total(audit: Audit) -> Iterator[Problem]:
    yield from map(problem, audit.faults_of("NB305"))
