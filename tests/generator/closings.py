"""The last two sections of clean reports: problems with their remedies, and other matters with the fees."""

from __future__ import annotations

from tests.generator.accounts import Facts, listed
from tests.generator.pen import Pen

MEASURE = "《政府信息公开信息处理费管理办法》"

PAIRS = {
    "部分栏目更新不够及时": "逐月核对栏目更新情况，对超期未更新的予以提醒",
    "政策解读形式较为单一": "增加图表、问答、短视频等解读方式",
    "少数工作人员对公开范围把握不准": "组织专题培训，编印常见问题解答",
    "主动公开的内容还不够全面": "修订公开事项目录，扩大重点领域公开范围",
    "群众参与政务公开的渠道有待拓宽": "开展政府开放日活动，广泛征集意见建议",
    "依申请公开答复文书的规范性有待提高": "统一文书样式，建立法制审核机制",
    "基层公开队伍力量薄弱，人员变动频繁": "配齐专兼职人员，建立工作交接制度",
    "信息公开的时效性仍需加强": "压缩审核时间，做到信息形成后及时公开",
    "线下公开专区使用率不高": "完善专区设备，安排人员引导群众查询",
    "政务新媒体互动性不强": "开设留言回复功能，限时答复群众提问",
    "公开平台检索功能存在不足": "优化检索功能，按主题、年份分类展示信息",
    "个别科室主动公开意识不强": "把公开要求纳入科室目标管理，定期通报进展",
    "信息公开与业务工作融合不深": "推动公开事项嵌入办事流程，实现同步部署、同步落实",
}
"""Problems, and what helps."""


# ── Section 五 ────────────────────────────────────────────────────────────


def problems(pen: Pen, facts: Facts) -> tuple[str, ...]:
    """Problems, and what was done or will be done next year about them."""
    year, we = facts.year, facts.body.we
    count = pen.choose("number of problems", {"one": 1, "two": 2, "three": 3}, (1, 5, 3))
    *found, before = pen.several("problem", list(PAIRS), count + 1)
    remedies, done = [PAIRS[problem] for problem in found], PAIRS[before]
    last = pen.say(
        "problem of last year",
        "",
        "",
        f"针对{year - 1}年度报告提出的“{before}”问题，{year}年{we}{done}，取得明显成效。",
        f"{year}年，{we}对{year - 1}年查找出的问题进行了整改，{done}，相关问题得到解决。",
        f"{year - 1}年存在的{before}问题，已于{year}年6月完成整改。",
    )
    admitted = pen.say(
        "admitted",
        f"{year}年，{we}政府信息公开工作取得一定成绩，但仍存在一些不足：",
        f"{we}政府信息公开工作虽有进步，但与群众期待相比还有差距，主要问题是：",
        "存在的主要问题：",
        f"回顾{year}年工作，还存在以下问题：",
        "工作中还存在薄弱环节，",
        f"{year}年存在的问题和不足：",
        f"对照{year}年政务公开工作要求，主要存在以下问题：",
    )
    plan = pen.say(
        "plan",
        f"{year + 1}年，{we}将重点做好以下工作：",
        f"下一步，{we}将采取以下改进措施：",
        f"针对上述问题，{we}将在{year + 1}年着力改进：",
        "改进措施：",
        f"下一年度，{we}将认真加以改进：",
        f"今后工作中，{we}将进一步加强和改进：",
        f"{year + 1}年度，我们将从以下方面加以改进：",
        f"为解决以上问题，{we}计划在{year + 1}年采取措施：",
        f"{year + 1}年改进的方向：",
    )
    shape = pen.choose("shape of problems", _SHAPES)
    return tuple(line for line in shape(last, admitted, found, plan, remedies) if line)


def _numbered(texts: list[str], before: str = "{}是", numerals: str = "一二三") -> list[str]:
    """一是…, 二是…; one alone has no number."""
    return (
        [before.format(numeral) + text for numeral, text in zip(numerals, texts, strict=False)]
        if len(texts) > 1
        else texts
    )


def _counted(texts: list[str]) -> str:
    return "；".join(_numbered(texts)) + "。"


def _two_headings(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    return ["（一）存在的主要问题", last + _counted(found), "（二）改进情况", plan + _counted(remedies)]


def _run_in(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    return ["（一）存在的问题。" + last + _counted(found), "（二）改进措施。" + plan + _counted(remedies)]


def _two_paragraphs(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    return [last, admitted + _counted(found), plan + _counted(remedies)]


def _one_paragraph(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    return [last + admitted + "、".join(found) + "等。" + plan + "；".join(remedies) + "。"]


def _pairs(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    return [
        last,
        *_numbered(
            [f"{problem}。改进措施：{remedy}。" for problem, remedy in zip(found, remedies, strict=True)]
        ),
    ]


def _paired_lines(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    return [
        last,
        *_numbered(
            [f"问题：{problem}。下一步：{remedy}。" for problem, remedy in zip(found, remedies, strict=True)],
            "{}.",
            "123",
        ),
    ]


def _lists(last: str, admitted: str, found: list[str], plan: str, remedies: list[str]) -> list[str]:
    texts = [[f"{text}。" for text in group] for group in (found, remedies)]
    return [
        last,
        admitted.rstrip("，"),
        *_numbered(texts[0], "{}.", "123"),
        plan,
        *_numbered(texts[1], "{}.", "123"),
    ]


_SHAPES = {
    "two headings": _two_headings, "run-in": _run_in, "two paragraphs": _two_paragraphs,
    "one paragraph": _one_paragraph,
    "pairs": _pairs, "paired lines": _paired_lines, "lists": _lists,
}  # fmt: skip


# ── Section 六 ────────────────────────────────────────────────────────────


def other(pen: Pen, facts: Facts) -> tuple[str, ...]:
    """The fees, which reports for 2021 and later state, and anything else."""
    nothing = pen.say(
        "nothing else",
        "",
        "无其他需要报告的事项。",
        "除此之外，没有其他需要报告的事项。",
        f"{facts.body.we}本年度无其他需要报告的事项。",
    )
    if facts.year < 2021:
        return (
            pen.say(
                "other, before 2021",
                "无其他需要报告的事项。",
                f"{facts.year}年，{facts.body.we}无其他需要报告的事项。",
                "没有需要报告的其他事项。",
                "无。",
            ),
        )
    more = pen.say(
        "other",
        "",
        "",
        (
            f"{facts.year}年，{facts.body.we}探索政务公开与便民服务结合，"
            f"在办事窗口摆放二维码{pen.number(3, 30)}张，群众反映良好。"
        ),
        (
            f"{facts.year}年承办人大建议{pen.number(2, 30)}件、政协提案{pen.number(2, 30)}件，"
            "办理结果按规定公开。"
        ),
    )
    fee = fees(pen, facts)
    if not more:
        return (fee + nothing,)
    return (
        (fee, more) if pen.number(0, 1) else (f"（一）信息处理费收取情况。{fee}", f"（二）其他情况。{more}")
    )


def fees(pen: Pen, facts: Facts) -> str:
    """A sentence on the fees for processing information."""
    year, we, handled = facts.year, facts.body.we, facts.figure("requests", "handled")
    unpaid = facts.figure("requests", "other_no_payment")
    if unpaid:
        return pen.say(
            "unpaid fees",
            f"{year}年，向{unpaid}件申请的申请人发出收费通知，均逾期未缴纳，实际收取信息处理费0元。",
            f"依据{MEASURE}，{year}年有{unpaid}件申请因申请人逾期未缴纳信息处理费而不再处理，全年收取信息处理费0元。",
        )
    amounts = [10 * pen.number(1, 90) for _ in range(min(3, handled))]
    texts = [
        f"{year}年，{we}依据{MEASURE}收取信息处理费0元。",
        "本年度未收取政府信息公开信息处理费。",
        f"按照{MEASURE}（国办函〔2020〕109号）规定，{year}年{we}没有收取信息处理费。",
        f"{year}年{we}未发生收取信息处理费的情况。",
        f"{year}年度，本机关发出收费通知0件，总金额0元，实际收取信息处理费总金额0元。",
        f"根据《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》，{we}严格执行收费标准，{year}年信息处理费为0。",
        "信息处理费收取情况：无。",
        f"依据{MEASURE}，{we}全年未向申请人收取任何费用。",
    ]
    if len(amounts) > 1:
        texts += [
            (
                f"{year}年，{we}对{len(amounts)}件申请收取信息处理费，共{sum(amounts)}元，"
                f"分别为{'、'.join(f'{amount}元' for amount in amounts)}。"
            ),
            f"{year}年依据{MEASURE}发出收费通知{len(amounts)}件，收取信息处理费{sum(amounts)}元，全部上缴国库。",
            (
                f"{year}年收取信息处理费{sum(amounts)}元，"
                f"其中{listed([('网上申请', amounts[0]), ('书面申请', sum(amounts[1:]))], '元')}。"
            ),
        ]
    return pen.say("fees", *texts)
