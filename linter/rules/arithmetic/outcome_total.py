from collections.abc import Iterator

from ...audit import Audit
from ...equations import column_name, problem
from ...findings import Message, Problem, Severity
from ...registry import rule

UNEQUAL = Message(zh="“{column}”列：（七）总计 {left}，各项办理结果之和 {right}", en="column “{column}”: （七）总计 is {left}, the outcomes add up to {right}")


@rule("NB303", "outcome-total", Severity.ERROR)
def outcome_total(audit: Audit) -> Iterator[Problem]:
    for equation in audit.failed("outcomes"):
        phrase = UNEQUAL(column=column_name(equation), left=equation.left, right=equation.right)
        yield problem(equation, 0, phrase, expected=equation.right)
