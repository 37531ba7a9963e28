from collections.abc import Iterator

from ...audit import Audit
from ...equations import group_name, problem
from ...findings import Message, Problem, Severity
from ...registry import rule

UNEQUAL = Message(zh="行政诉讼（{group}）：总计 {left}，四类结果之和 {right}", en="行政诉讼 ({group}): total {left}, the four results add up to {right}")


@rule("NB305", "litigation-total", Severity.ERROR)
def litigation_total(audit: Audit) -> Iterator[Problem]:
    for equation in audit.failed("direct", "after"):
        yield problem(equation, 0, UNEQUAL(group=group_name(equation), left=equation.left, right=equation.right), expected=equation.right)
