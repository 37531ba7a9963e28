from collections.abc import Iterator

from ...audit import Audit
from ...equations import problem, row_name
from ...findings import Message, Problem, Severity
from ...registry import rule

UNEQUAL = Message(zh="“{row}”行：总计 {left}，六类申请人之和 {right}", en="row “{row}”: total {left}, the six kinds of applicant add up to {right}")


@rule("NB302", "applicant-total", Severity.ERROR)
def applicant_total(audit: Audit) -> Iterator[Problem]:
    for equation in audit.failed("applicants"):
        phrase = UNEQUAL(row=row_name(equation), left=equation.left, right=equation.right)
        yield problem(equation, 0, phrase, expected=equation.right)
