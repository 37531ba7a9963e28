"""A short correct report of an invented body, whose parts a test may replace, and the findings in it."""

from __future__ import annotations

from nianbao.linter import Config, Finding, Source, check

from tests.linter.fixing import applied

TITLE = "青禾县民政局2023年政府信息公开工作年度报告"
PREAMBLE = "根据《中华人民共和国政府信息公开条例》编制本报告。"
PARTS = {
    "主动公开": "全年在县政府网站发布民政信息86条，其中社会救助信息41条。",
    "依申请公开": "全年收到公众提出的信息公开申请3件，均在期限内答复。",
    "政府信息管理": "拟发布的内容由股室初审、办公室复核，失效文件及时撤下。",
    "平台建设": "把救助、养老两个栏目合并，增加检索入口。",
    "监督保障": "每季度抽查一次更新情况，结果在局务会上通报。",
}
NUMERALS = "一二三四五六七"
PROBLEMS = "主要问题是解读形式单一，群众不容易看懂。下一步将配上图解和问答，并按月核对更新情况。"
OTHER = "本年度未收取信息处理费。"
CLOSING = "青禾县民政局\n2024年1月12日"


def overview(**parts: str) -> str:
    return "\n".join(
        f"（{numeral}）{label}。{text}"
        for numeral, (label, text) in zip(NUMERALS, (parts or PARTS).items(), strict=False)
    )


def report(
    *,
    title: str = TITLE,
    preamble: str = PREAMBLE,
    overview: str = overview(),
    problems: str = PROBLEMS,
    other: str = OTHER,
    closing: str = CLOSING,
) -> str:
    return "\n".join(
        (
            title, preamble, "一、总体情况", overview, "二、主动公开政府信息情况", "（表格略）",
            "三、收到和处理政府信息公开申请情况", "（表格略）",
            "四、政府信息公开行政复议、行政诉讼情况", "本年度没有发生。", "五、存在的主要问题及改进情况",
            problems, "六、其他需要报告的事项", other, closing,
        )
    )  # fmt: skip


def findings(code: str, text: str, **options: object) -> list[Finding]:
    return check(Source("a.md", text), Config(select=frozenset({code}), **options))  # type: ignore[arg-type]


def messages(code: str, text: str) -> list[str]:
    return [finding.message for finding in findings(code, text)]


def fixed(text: str, finding: Finding, number: int = 0) -> str:
    return applied(text, finding.fixes[number])
