"""A report whose parts a test may replace, and the findings in it about body and year."""

from __future__ import annotations

from nianbao.linter import Config, Finding, Source, check

RULES = frozenset({"NB102", "NB404", "NB405", "NB406", "NB407", "NB408", "NB410", "NB411"})

PERIOD = "本报告所列数据的统计期限为2023年1月1日至12月31日。"


def report(
    title: str = "青禾县民政局2023年政府信息公开工作年度报告",
    preamble: str = "",
    overview: str = "2023年，我局公开信息86条。",
    problems: str = "已改进。",
    other: str = "无。",
    signature: str = "青禾县民政局\n2024年1月12日",
) -> str:
    return (
        f"{title}\n{preamble}\n一、总体情况\n{overview}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
        f"五、存在的主要问题及改进情况\n{problems}\n六、其他需要报告的事项\n{other}\n\n{signature}\n"
    )


def of(agency: str, person: str, **parts: str) -> str:
    parts.setdefault("signature", f"{agency}\n2024年1月12日")
    return report(
        f"{agency}2023年政府信息公开工作年度报告", overview=f"2023年，{person}公开信息86条。", **parts
    )


def findings(text: str, **options: int) -> list[Finding]:
    return check(Source("a.md", text), Config(select=RULES, **options))  # type: ignore[arg-type]


def codes(text: str, **options: int) -> list[str]:
    return [finding.code for finding in findings(text, **options)]
