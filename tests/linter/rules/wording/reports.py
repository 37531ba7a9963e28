"""A report around a text, and what the rules of the wording find in it."""

from __future__ import annotations

from nianbao.linter import Config, Finding, Source, all_rules, check

from tests.linter.fixing import applied

CODES = frozenset(rule.code for rule in all_rules() if rule.family == "wording")


def report(body: str) -> str:
    return (
        f"青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{body}\n\n"
        "五、存在的主要问题及改进情况\n\n主要问题是解读形式单一，已增加图解和问答。\n"
    )


def findings(text: str, *codes: str) -> list[Finding]:
    return check(Source("a.md", text), Config(select=frozenset(codes) or CODES))


def found(body: str, code: str) -> list[str]:
    return [finding.problem.found or "" for finding in findings(report(body), code)]


def corrected(body: str, code: str) -> str:
    """The body after all fixes of a rule, which then has nothing more to say."""
    text = report(body)
    for _ in range(10):
        fixes = [finding.fixes[0] for finding in findings(text, code) if finding.fixes]
        if not fixes:
            break
        text = applied(text, fixes[0])
    assert findings(text, code) == []
    return text.split("\n\n")[2]
