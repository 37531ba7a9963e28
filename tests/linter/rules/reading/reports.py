"""A report around a text, and what is found in it."""

from __future__ import annotations

from nianbao.grammar import Source
from nianbao.linter import Config, Finding, check

BODY = "2023年，我局主动公开政府信息86条。"


def report(body: str = BODY) -> str:
    return (
        f"青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{body}\n\n"
        "五、存在的主要问题及改进情况\n\n主要问题是解读形式单一，已增加图解和问答。\n"
    )


def findings(text: str, *codes: str) -> list[Finding]:
    return check(Source("a.md", text), Config(select=frozenset(codes)))
