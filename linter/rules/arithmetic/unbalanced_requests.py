from collections.abc import Iterator

from ...audit import Audit
from ...equations import column_name, problem
from ...findings import Message, Problem, Severity
from ...registry import rule

UNBALANCED = Message(
    zh="“{column}”列不平衡：新收 {received} + 上年结转 {carried_in} = {left}，办结 {handled} + 结转下年 {carried_out} = {right}",
    en="column “{column}” does not balance: received {received} + carried in {carried_in} = {left}, handled {handled} + carried out {carried_out} = {right}",
)


@rule("NB301", "unbalanced-requests", Severity.ERROR)
def unbalanced_requests(audit: Audit) -> Iterator[Problem]:
    for equation in audit.failed("balance"):
        values = {operand.row: operand.value for operand in equation.operands}
        phrase = UNBALANCED(column=column_name(equation), left=equation.left, right=equation.right, **values)
        yield problem(equation, 2, phrase, expected=None)
