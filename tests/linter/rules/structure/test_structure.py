"""What a report must say, and who signs it: NB110 to NB114, NB116, NB119."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.plain_report import (
    CLOSING,
    NUMERALS,
    PARTS,
    PREAMBLE,
    TITLE,
    findings,
    messages,
    overview,
    report,
)

CODES = [f"NB1{number}" for number in range(10, 21)]


@pytest.mark.parametrize("code", CODES)
def test_a_report_as_it_should_be_is_silent(code: str) -> None:
    assert messages(code, report()) == []
    assert messages(code, report().translate(str.maketrans("（），：；", "(),:;"))) == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_no_report_is_silent(code: str) -> None:
    assert (
        messages(code, "关于召开座谈会的通知\n（一）时间。另行通知。\n（三）地点。XX楼。\n当前位置：首页\n")
        == []
    )


# ── NB110 aspect-missing ────────────────────────────────────────────────────

ORDINAL = ("（{}）", "({})", "({})、", "{}是", "第{}，", "")
FORMS = {
    "主动公开": (
        "主动公开",
        "主动公开情况",
        "政府信息主动公开方面",
        "畅通信息渠道，推进主动公开",
        "信息发布情况",
        "**主动公开**",
    ),
    "依申请公开": (
        "依申请公开",
        "依申请公开政府信息情况",
        "依申请办理情况",
        "有序答复公众的信息公开申请",
        "政府信息依申请公开工作",
    ),
    "政府信息管理": (
        "政府信息管理",
        "信息管理情况",
        "规范政府信息的管理",
        "政府信息管理方面",
        "加强信息管理，提升质量",
    ),
    "平台建设": (
        "平台建设",
        "政府信息公开平台情况",
        "搭建公开平台，拓宽公开渠道",
        "政务公开平台建设方面",
        "网站建设与管理",
    ),
    "监督保障": ("监督保障", "强化监督保障", "健全机制，强化监督保障", "监督和保障情况", "教育培训和考核"),
}


@pytest.mark.parametrize("mark", ORDINAL)
@pytest.mark.parametrize("end", ["。", "：", "\n"])
@pytest.mark.parametrize("number", range(5))
def test_aspects_under_their_many_names(mark: str, end: str, number: int) -> None:
    labels = [forms[number % len(forms)] for forms in FORMS.values()]
    lines = [
        mark.format(NUMERALS[place]) + label + end + text
        for place, (label, text) in enumerate(zip(labels, PARTS.values(), strict=True))
    ]
    assert messages("NB110", report(overview="\n".join(lines))) == []
    for place, name in enumerate(PARTS):
        kept = lines[:place] + lines[place + 1 :]
        assert messages("NB110", report(overview="\n".join(kept))) == [
            f"“总体情况”没有写“{name}”，应分别写明"
        ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        # merged, and with further parts
        (
            "（一）主动公开。发布86条。\n（二）依申请公开。收到3件。\n（三）政府信息及平台管理。逐条核对信息内容，按月巡检。\n（四）监督保障。抽查4次。",
            "",
        ),
        (
            "1.组织领导。设专班。\n2.主动公开。发布86条。\n3.依申请公开。收到3件。\n4.信息管理和平台建设。专人负责，按月巡检。\n5.监督保障。抽查4次。",
            "",
        ),
        # prose without headings
        (
            "2023年，我局在县政府网站发布信息86条。收到政府信息公开申请3件，均按期答复。严把发布前的信息审核关。改版门户网站公开专栏。开展业务培训2次。",
            "",
        ),
        (
            "2023年，我局在县政府网站发布信息86条，回应群众关心的问题41个。全年收到政府信息公开申请3件，均按期作出答复，没有引起复议和诉讼，群众比较满意。",
            "政府信息管理、平台建设、监督保障",
        ),
        (
            "2023年，我局发布信息86条；公众号运行平稳，全年维护12次；全年未收到政府信息公开申请；印发的文件逐件标明公开属性；每季度通报一次更新情况。",
            "",
        ),
        # to name all of them is not to tell of any
        (
            "2023年，我局扎实做好主动公开、依申请公开、政府信息管理、平台建设、监督保障等工作，各项任务均按期完成，取得了比较好的成效，群众获得感不断增强。",
            "主动公开、依申请公开、政府信息管理、平台建设、监督保障",
        ),
        # the name and the trade of the body are no aspect
        (
            "2023年，青禾县市场监督管理局紧扣主业，在县政府网站发布消费提示信息86条，办结行政许可申请2941件，服务对象反映良好，全年工作平稳有序推进。",
            "依申请公开、政府信息管理、平台建设、监督保障",
        ),
    ],
)
def test_aspects_in_other_shapes(text: str, missing: str) -> None:
    assert messages("NB110", report(overview=text)) == (
        [f"“总体情况”没有写“{missing}”，应分别写明"] if missing else []
    )


def test_aspects_where_others_speak() -> None:
    assert messages("NB110", report(overview="")) == []
    assert messages("NB110", report(overview="2023年，我局主动公开政府信息86条。")) == []
    assert (
        messages(
            "NB110",
            report(title=TITLE.replace("2023", "2016"), preamble="", overview="2016年工作平稳。" * 20),
        )
        == []
    )


def test_aspects_in_a_report_of_one_line() -> None:
    text = report(overview="".join(overview().split("\n")))
    assert messages("NB110", " ".join(text.split("\n"))) == []
    assert messages(
        "NB110", " ".join(text.replace(f"（四）平台建设。{PARTS['平台建设']}", "").split("\n"))
    ) == ["“总体情况”没有写“平台建设”，应分别写明"]


# ── NB111 government-duty-missing ───────────────────────────────────────────

DUTIES = "政务公开纳入年度考核，发放问卷征求意见，没有需要追责的情形。"


@pytest.mark.parametrize(
    ("agency", "severity"),
    [
        ("云岭市人民政府", Severity.WARNING), ("云岭市青禾县", Severity.WARNING), ("柳溪镇人民政府", Severity.INFO), ("青禾县民政局", None),
        ("青禾县人民政府办公室", None), ("青石桥街道办事处", None), ("云岭经济技术开发区", None),
    ],
)  # fmt: skip
def test_duties_of_governments(agency: str, severity: Severity | None) -> None:
    title = TITLE.replace("青禾县民政局", agency)
    found = findings("NB111", report(title=title, closing=""))
    assert [(finding.severity, finding.message) for finding in found] == (
        [(severity, "政府的报告没有写“工作考核、社会评议、责任追究”，应写明其情况")] if severity else []
    )
    assert messages("NB111", report(title=title, overview=overview() + DUTIES, closing="")) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("开展绩效考评，组织群众评议，没有问责情形。", ""),
        ("落实责任追究制度，满意度测评得分较高。", "工作考核"),
        ("考核结果作为评优依据，没有追责情形。", "社会评议"),
        ("工作考核占分5%。", "社会评议、责任追究"),
    ],
)
def test_duties_in_other_words(text: str, missing: str) -> None:
    found = messages("NB111", report(title=TITLE.replace("民政局", "人民政府"), overview=overview() + text))
    assert found == ([f"政府的报告没有写“{missing}”，应写明其情况"] if missing else [])


def test_a_missing_aspect_is_not_also_a_missing_duty() -> None:
    text = report(title=TITLE.replace("民政局", "人民政府"), overview=overview().partition("（五）")[0])
    assert messages("NB110", text) == ["“总体情况”没有写“监督保障”，应分别写明"]
    assert messages("NB111", text) == []


# ── NB112 fee-statement-missing ─────────────────────────────────────────────

UNPAID = """\
三、收到和处理政府信息公开申请情况
（六）其他处理 | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 | {} | 0 | 0 | 0 | 0 | 0 | {} |"""


@pytest.mark.parametrize(
    "other",
    ["无。", "暂无其他需要报告的事项。", "本局承办的3件建议已全部答复。", "全年公开行政事业性收费项目2项。"],
)
def test_nothing_said_of_fees(other: str) -> None:
    (finding,) = findings("NB112", report(other=other))
    assert (finding.message, finding.severity) == (
        "没有写信息处理费的收取情况；没有收取的，也应说明",
        Severity.INFO,
    )
    assert messages("NB112", report(other=other).replace("2023", "2020")) == []


@pytest.mark.parametrize(
    "other",
    [
        "未收取信息处理费。",
        "全年收取信息 处理费 0 元。",
        "本年度无收费情况。",
        "未发生费用。",
        "全年没有向申请人收取任何费用。",
        "免收检索、复制费。",
        "政府信息公开收费0元。",
    ],
)
def test_fees_are_told_in_many_words(other: str) -> None:
    assert messages("NB112", report(other=other)) == []


def test_fees_told_elsewhere() -> None:
    assert (
        messages(
            "NB112",
            report(
                overview=overview() + "\n2023年，我局没有收取政府信息公开费用，不存在减免。", other="无。"
            ),
        )
        == []
    )


def test_unpaid_requests_without_a_word_on_fees() -> None:
    text = report(other="无。").replace("三、收到和处理政府信息公开申请情况\n（表格略）", UNPAID.format(2, 2))
    (finding,) = findings("NB112", text)
    assert (finding.severity, finding.message) == (
        Severity.WARNING,
        "表三“逾期未缴费”有 2 件，应写明信息处理费的收取情况",
    )
    assert [finding.severity for finding in findings("NB112", text.replace("| 2 |", "| 0 |"))] == [
        Severity.INFO
    ]
    assert messages("NB112", text.replace("无。", "收取信息处理费0元。")) == []


def test_fees_where_others_speak() -> None:
    assert messages("NB112", report().partition("六、")[0] + CLOSING) == []
    assert messages("NB112", report(other="")) == []


# ── NB113 signature-missing, NB114 date-missing ─────────────────────────────

BOTH, AGENCY, DATE = (
    "文末没有落款，应写明机关和日期",
    "文末没有落款机关，应写明报告的机关",
    "落款没有日期，应写明年、月、日",
)


@pytest.mark.parametrize(
    ("closing", "signature", "date"),
    [
        ("", BOTH, None),
        ("2024年1月12日", AGENCY, None),
        ("二〇二四年一月十二日", AGENCY, None),
        ("青禾县民政局", None, DATE),
        ("青禾县民政局（盖章）", None, DATE),
        ("青禾县民政局 2024年1月12日", None, None),
        ("青禾县民政局\n2024 年 1 月 12 日", None, None),
        ("青 禾 县 民 政 局\n2024-01-12", None, None),
        ("　　　　青禾县民政局\n　　　　2024.1.12", None, None),
        ("青禾县委宣传部\n二○二四年一月十二日", None, None),
        ("云岭市青禾县\n2024年1月12日", None, None),
        ("青禾县政务公开领导小组办公室\n2024126日", None, None),
        ("青禾县民政局\n2024年1月12日\n网站标识码：1400000001\n联系电话：0300-0000000", None, None),
        ("编制单位：青禾县民政局\n（2024年1月12日印发）", None, None),
        ("2023年青禾县民政局无其他报告事项", BOTH, None),
    ],
)
def test_signatures(closing: str, signature: str | None, date: str | None) -> None:
    assert messages("NB113", report(closing=closing)) == ([signature] if signature else [])
    assert messages("NB114", report(closing=closing)) == ([date] if date else [])


@pytest.mark.parametrize(
    ("below", "signature", "date"),
    [
        ("（2024年1月12日）", AGENCY, None), ("青禾县民政局 2024年1月12日", None, None), ("发布机构：青禾县民政局 发布时间：2024-01-12 10:37", None, None),
        ("统计期限为2023年1月1日至2023年12月31日", BOTH, None),
        ("根据条例（2019年5月15日起施行）编制本报告。", BOTH, None),
    ],
)  # fmt: skip
def test_signatures_below_the_title(below: str, signature: str | None, date: str | None) -> None:
    text = report(preamble=f"{below}\n{PREAMBLE}", closing="")
    assert messages("NB113", text) == ([signature] if signature else [])
    assert messages("NB114", text) == ([date] if date else [])


def test_signature_of_a_report_of_one_line() -> None:
    assert [messages(code, " ".join(report().split("\n"))) for code in ("NB113", "NB114")] == [[], []]
    assert messages("NB113", " ".join(report(closing="").split("\n"))) == [BOTH]


def test_a_report_that_breaks_off_is_silent() -> None:
    assert messages("NB113", report().partition("五、")[0]) == []


# ── NB116 improvement-missing ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("无。", "“存在的主要问题及改进情况”只写了“无。”，应写明主要问题和改进情况"),
        ("暂无", "“存在的主要问题及改进情况”只写了“暂无”，应写明主要问题和改进情况"),
        (
            "一是政策解读形式较为单一，图文解读偏少；二是公开的时效性有待进一步加强。",
            "“存在的主要问题及改进情况”写了问题，没有写改进情况",
        ),
        (
            "（一）存在的问题。少数股室主动公开意识不强。\n（二）依申请公开的答复文书不够规范，还需进一步完善。",
            "“存在的主要问题及改进情况”写了问题，没有写改进情况",
        ),
        (
            "2024年，我局将继续做好社会救助领域信息公开，按月核对栏目更新情况。",
            "“存在的主要问题及改进情况”写了改进情况，没有写存在的问题",
        ),
        (
            "一是加强业务培训，提高工作人员能力。二是完善审核制度，严把发布关口。",
            "“存在的主要问题及改进情况”写了改进情况，没有写存在的问题",
        ),
    ],
)
def test_section_five_is_incomplete(text: str, expected: str) -> None:
    assert messages("NB116", report(problems=text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "主要问题是人员变动频繁，已明确专人负责，并组织了两次培训。",
        "公开内容不够丰富，更新有时偏慢。我局加强督促，按月通报。",
        "存在的主要问题：信息员兼职较多，业务不熟。\n改进措施：开展轮训，逐人过关。",
        "针对上一年提出的检索不便问题，全年优化检索入口3处，效果较好。",
        "一是政策解读形式有待丰富。整改情况：增加视频解读6期。",
        "栏目更新不及时的情况偶有发生；今后实行周巡查。",
        "",
    ],
)
def test_section_five_is_complete(text: str) -> None:
    assert messages("NB116", report(problems=text)) == []


def test_improvements_in_a_section_of_their_own() -> None:
    text = report(
        problems="少数股室主动公开意识不强，更新信息不够及时。\n六、下一步工作打算\n按月核对栏目，逐股室辅导。"
    ).replace("六、其他", "七、其他")
    assert messages("NB116", text) == []


# ── NB119 overview-too-long ─────────────────────────────────────────────────


@pytest.mark.parametrize(("length", "year", "found"), [(1000, 2023, 0), (1001, 2023, 1), (3000, 2020, 0)])
def test_length_of_the_overview(length: int, year: int, found: int) -> None:
    text = report(overview="　\n".join(["公" * 100] * (length // 100) + ["公" * (length % 100)])).replace(
        "2023", str(year)
    )
    assert len(messages("NB119", text)) == found
