from collections.abc import Iterator

from ...findings import Problem, RuleCrash, Severity
from ...messages import Message
from ...registry import rule

CRASHED = Message(
    zh="规则 {code}（{name}）运行出错，本文件未按此规则检查：{error}。请反馈给开发者",
    en="rule {code} ({name}) failed, this file was not checked by it: {error}; please report this",
)


@rule("NB999", "rule-crash", Severity.ERROR)
def rule_crash(crash: RuleCrash) -> Iterator[Problem]:
    yield Problem(
        CRASHED(code=crash.code, name=crash.name, error=f"{type(crash.error).__name__}: {crash.error}"), None
    )
