"""总体情况 of clean reports: its five aspects under all the names, numbers and shapes that they go by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.generator import accounts
from tests.generator.accounts import Facts
from tests.generator.bodies import CITIES
from tests.generator.pen import Pen

ASPECTS = ("proactive", "on_request", "management", "platform", "oversight")

LABELS = {
    "proactive": (
        "主动公开", "主动公开情况", "主动公开方面", "主动公开工作", "主动公开政府信息情况",
        "政府信息主动公开情况", "依法主动公开情况", "抓好主动公开",
        "做好主动公开工作，保障群众知情权", "畅通渠道，推进主动公开", "信息发布情况", "政府信息主动公开方面",
        "深化主动公开",
    ),
    "on_request": (
        "依申请公开", "依申请公开情况", "依申请公开方面", "依申请公开工作", "政府信息依申请公开情况",
        "依申请公开政府信息情况", "依申请公开信息情况",
        "依申请办理情况", "有序答复政府信息公开申请", "规范办理依申请公开", "依法办理政府信息公开申请",
    ),
    "management": (
        "政府信息管理", "政府信息管理情况", "政府信息管理方面", "政府信息管理工作", "信息管理情况",
        "加强政府信息管理", "政府信息规范管理", "严格政府信息管理",
    ),
    "platform": (
        "平台建设", "公开平台建设", "公开平台建设情况", "政府信息公开平台建设", "政府信息公开平台建设情况",
        "政府信息公开平台建设方面", "政务信息公开平台建设",
        "政府信息平台建设情况", "信息公开平台建设情况", "政府信息公开平台情况", "搭建公开平台，拓宽公开渠道",
        "平台建设方面", "优化平台建设",
    ),
    "oversight": (
        "监督保障", "监督保障情况", "监督保障方面", "监督保障工作", "政府信息公开监督保障情况",
        "强化监督保障", "健全机制，强化监督保障", "监督和保障情况",
        "做好监督保障",
    ),
}  # fmt: skip

MERGED = {
    ("management", "platform"): ("政府信息及平台管理", "政府信息管理和平台建设情况"),
    ("platform", "oversight"): ("政府信息公开平台建设、监督保障情况", "平台建设和监督保障"),
}


class Part(NamedTuple):
    """An aspect, or several in one, as it is to be printed."""

    label: str
    text: str


def overview(pen: Pen, facts: Facts) -> tuple[str, ...]:
    """The paragraphs of the section."""
    shape = pen.choose("shape of overview", _SHAPES, (8, 5, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2))
    weights = (1, 0, 0, 0) if shape in _WITHOUT_ITEMS else (6, 3, 1, 4 if shape in _WITH_LINES else 0)
    items = pen.choose("items", _ITEMS, weights)
    low = (
        2 if shape in (_one_paragraph, _paragraphs) else 1
    )  # without its name, an aspect must be known by what is said of it
    sentences = {aspect: writer(pen, facts, low) for aspect, writer in _WRITERS.items()}
    if facts.body.is_government or pen.number(0, 4) == 0:
        sentences["oversight"].append(duties(pen, facts))
    found = [(pen.say(f"label of {aspect}", *LABELS[aspect]), sentences[aspect]) for aspect in ASPECTS]
    if merged := pen.choose(
        "merged aspects",
        {"none": (), "management, platform": ASPECTS[2:4], "platform, oversight": ASPECTS[3:]},
        (12, 1, 1),
    ):
        at = ASPECTS.index(merged[0])
        found[at : at + 2] = [
            (
                pen.say("merged label", *MERGED[merged[0], merged[1]]),
                sentences[merged[0]] + sentences[merged[1]],
            )
        ]
    extra = pen.choose(
        "further aspect",
        {"none": None, "last": len(found), "first": 0, "before the last": len(found) - 1},
        (6, 2, 1, 1),
    )
    if extra is not None:
        label, text = pen.rng.choice(_further(pen, facts))
        found.insert(extra, (label, [text]))
    lead = introduction(pen, facts)
    parts = [Part(label, _joined(texts, items)) for label, texts in found]
    paragraphs = (
        [lead, *shape(parts)] if shape is not _one_paragraph else [lead + text for text in shape(parts)]
    )
    return tuple(line for paragraph in paragraphs for line in paragraph.split("\n") if line)


# ── Shapes ────────────────────────────────────────────────────────────────

_NUMERALS = "一二三四五六七"


def _run_in(
    before: str, after: str, numerals: Sequence[str] = _NUMERALS
) -> Callable[[list[Part]], list[str]]:
    """Number and label begin the paragraph: （一）主动公开。"""

    def shape(found: list[Part]) -> list[str]:
        return [
            before.format(numeral) + part.label + after + part.text
            for numeral, part in zip(numerals, found, strict=False)
        ]

    return shape


def _own_line(
    before: str, after: str = "", numerals: Sequence[str] = _NUMERALS
) -> Callable[[list[Part]], list[str]]:
    """Number and label are a line of their own."""

    def shape(found: list[Part]) -> list[str]:
        return [
            line
            for numeral, part in zip(numerals, found, strict=False)
            for line in (before.format(numeral) + part.label + after, part.text)
        ]

    return shape


def _one_paragraph(found: list[Part]) -> list[str]:
    """All aspects in one paragraph, none of them named."""
    return ["".join(part.text for part in found)]


def _paragraphs(found: list[Part]) -> list[str]:
    """A paragraph for each aspect, none of them named."""
    return [part.text for part in found]


_DIGITS = "1234567"
_SHAPES: dict[str, Callable[[list[Part]], list[str]]] = {
    "（一）主动公开。": _run_in("（{}）", "。"),
    "（一）, own line": _own_line("（{}）"),
    "（一）主动公开：": _run_in("（{}）", "："),
    "1.主动公开。": _run_in("{}.", "。", _DIGITS),
    "1、主动公开：": _run_in("{}、", "：", _DIGITS),
    "1., own line": _own_line("{}.", "", _DIGITS),
    "一是主动公开。": _run_in("{}是", "。"),
    "主动公开。": _run_in("", "。"),
    "（一）、": _run_in("（{}）、", "。"),
    "（一）, own line, 。": _own_line("（{}）", "。"),
    "第一，": _run_in("第{}，", "。"),
    "paragraphs": _paragraphs,
    "one paragraph": _one_paragraph,
}
_WITHOUT_ITEMS = {_SHAPES[name] for name in ("一是主动公开。", "第一，", "one paragraph")}
"""Where 一是 would stand within 一是, or begin again in the same paragraph."""
_WITH_LINES = {_SHAPES[name] for name in ("（一）, own line", "（一）, own line, 。")}
"""Where items may be lines of their own."""
_ITEMS = {"none": "", "一是": "{}是", "①": "{}", "1., lines": "{}."}


# ── Texts ─────────────────────────────────────────────────────────────────


def introduction(pen: Pen, facts: Facts) -> str:
    """The text before the first aspect."""
    year, body = facts.year, facts.body
    here = pen.choose("here in overview", {"in full": body.name, "call": body.call, "we": body.we})
    congress = "党的二十大" if year > 2021 else "党的十九大"
    return pen.say(
        "introduction",
        f"{year}年，{here}以习近平新时代中国特色社会主义思想为指导，学习贯彻{congress}精神，落实《中华人民共和国政府信息公开条例》，各项公开任务按期完成。",
        f"{year}年，在{body.superior}指导下，{here}坚持以公开为常态、不公开为例外，围绕中心工作推进政务公开。",
        f"过去一年，{here}对照{year}年政务公开工作要点，把任务分解到科室，公开工作平稳有序。",
        f"{year}年度，{here}持续提升政府信息公开的质量和实效，现将主要工作总结如下：",
        (
            f"{year}年是“{'十三五' if year < 2021 else '十四五'}”规划{_plan_year(year)}，"
            f"{here}把公开透明贯穿工作全过程，自觉接受社会监督。"
        ),
        (
            f"{here}高度重视政府信息公开工作，{year}年专题研究{pen.number(2, 6)}次，明确由办公室牵头、"
            "各科室配合。"
        ),
        f"自2019年《中华人民共和国政府信息公开条例》修订施行以来，{here}不断完善公开制度，{year}年又取得新的进展。",
        f"{year}年以来，{here}紧扣群众需求，坚持“公开为常态、不公开为例外”，推动决策、执行、管理、服务、结果“五公开”。",
        f"{year}年，{here}按照国务院和{body.superior}的部署，依法履行政府信息公开职责，现将工作开展情况报告如下。",
        f"{year}年，在党委、政府的坚强领导下，在上级主管部门的精心指导下，{here}扎实开展政府信息公开工作，取得较好成效。",
        f"{year}年，根据上级部门统一部署，{here}紧密结合工作实际，稳步推进政务公开各项任务。",
        (
            f"{here}始终把政务公开作为转变作风、优化服务的重要抓手。"
            f"{year}年，共召开专题会议两次，研究解决问题{pen.number(2, 9)}个。"
        ),
        (
            f"{year}年，{here}贯彻《{body.place}{year}年政务公开工作要点》"
            f"（{body.place[0]}政办发〔{year}〕{pen.number(2, 40)}号），公开工作取得新成效。"
        ),
        "",
    )


def _plan_year(year: int) -> str:
    return {
        2019: "的关键之年",
        2020: "收官之年",
        2021: "开局之年",
        2022: "的关键之年",
        2023: "承上启下之年",
        2024: "的攻坚之年",
        2025: "收官之年",
    }[year]


def _proactive(pen: Pen, facts: Facts, low: int) -> list[str]:
    year, body = facts.year, facts.body
    texts = (
        f"按时公开{year - 1}年度部门决算和{year}年度部门预算，“三公”经费说明一并公布。",
        f"{year - 1}年度政府信息公开工作年度报告于{year}年1月在网站发布。",
        (
            f"围绕群众关心的就业、教育、医疗等事项，编制主动公开事项目录{pen.number(12, 90)}项，"
            "逐项明确公开时限和责任科室。"
        ),
        f"制作政策解读材料{pen.number(2, 40)}篇，政策文件与解读同步起草、同步审签、同步发布。",
        f"公开《{body.place}“十四五”规划纲要（2021—2025年）》等规划类信息{pen.number(1, 9)}条。"
        if year > 2020
        else "公开规划计划类信息，方便群众了解发展目标。",
        f"回应群众来信{pen.number(3, 90)}件，回复满意率较{year - 1}年有所提高。",
        f"公开《{body.place}{year - 1}年法治政府建设情况报告》，接受社会监督。",
        f"召开新闻发布会{pen.number(1, 6)}场，邀请媒体{pen.number(3, 20)}家参加。",
        f"对{year - 2}年以来印发的惠民政策分类整理，建立政策问答库，公开问答{pen.number(15, 120)}条。",
        (
            f"人大代表建议和政协委员提案办理结果公开率100%，其中建议{pen.number(1, 20)}件、"
            f"提案{pen.number(1, 20)}件。"
        ),
        f"{year - 1}年底出台的便民服务清单在{year}年全面实施，清单内容和办理结果同步公开。",
        (
            f"与{pen.rng.choice(CITIES)}等地交流经验，借鉴其政策“一图读懂”的做法，"
            f"发布图解{pen.number(2, 20)}期。"
        ),
        f"{year}年3月、9月两次更新权责清单，涉及事项{pen.number(3, 60)}项；{year - 1}年版清单同时停止使用。",
        "对照《条例》第二十条第（一）项、第（五）项、第（六）项和第（八）项，逐条梳理应当公开的内容，做到不缺项、不漏项。",
        (
            f"公开{year - 1}年度“双随机、一公开”抽查结果和{year}年度抽查计划，"
            f"涉及检查对象{pen.number(5, 90)}户。"
        ),
        f"会同司法行政部门对{year - 4}—{year - 1}年的文件进行评估，评估结果向社会公布。",
        "办事指南随政策调整及时更新，机构职能、领导分工等基础信息变动后五个工作日内完成修改。",
        f"在{year - 1}年度政务公开第三方评估中列同类单位第{pen.number(2, 9)}位，评估指出的问题全部整改到位。",
    )
    sentences = [accounts.publishing(pen, facts), *pen.several("proactive", texts, pen.number(low - 1, 3))]
    if pen.number(0, 1):
        sentences.append(accounts.files(pen, facts))
    if pen.number(0, 2) == 0:
        sentences.append(accounts.decisions(pen, facts))
    return sentences


def _on_request(pen: Pen, facts: Facts, low: int) -> list[str]:
    year = facts.year
    texts = (
        "完善申请受理、登记、审核、答复、归档流程，答复文书使用统一样式。",
        "开通网络、信函、当面三种申请渠道，公开申请指南和流程图。",
        "对内容不明确的申请，一次性告知补正事项，减少群众往返。",
        "疑难申请由法制机构会商后答复，做到程序合法、表述准确。",
        f"修订《政府信息公开申请办理规范》（{year}年版），细化答复期限的计算办法。",
        "设专人接听咨询电话，指导申请人填写申请表，做到申请件件有登记、有答复。",
        "申请办理坚持依法依规，重要答复经合法性审查后印发，申请材料一案一档。",
        "加强与申请人的沟通，耐心解释政策，申请人对答复总体满意。",
    )
    sentences = [
        accounts.requests(pen, facts),
        *pen.several("on request", texts, pen.number(low - 1, 2)),
        pen.perhaps(0.5, accounts.remedies(pen, facts)),
    ]
    return sentences if pen.number(0, 3) else sentences[::-1]


def _management(pen: Pen, facts: Facts, low: int) -> list[str]:
    year = facts.year
    texts = (
        "严格执行信息发布“三审三校”制度，对政府信息先审查后公开。",
        "制发公文时同步确定主动公开、依申请公开或者不予公开属性，属性不明的退回重拟。",
        "建立政府信息台账，对制作、保存、归档、发布各环节进行规范管理。",
        f"集中清理失效文件和过期信息{pen.number(3, 80)}条，规范性文件标注有效性。",
        f"修订政府信息公开指南，动态调整公开目录，{year}年更新目录{pen.number(2, 30)}项。",
        "落实保密审查责任，涉及个人隐私和商业秘密的内容脱敏后再公开，全年未发生泄密事件。",
        "按照“谁制作、谁公开、谁负责”的原则，信息员负责初审，分管领导负责审定。",
        f"对{year - 3}年至{year}年形成的存量信息统一格式，完善标题、文号、成文日期等要素管理。",
        f"印发《{year}—{year + 2}年政府信息管理提升方案》，分三年完成历史信息的清理和数字化。",
        "坚持先审后发、一事一审，退回内容不合要求的稿件，做好信息更正、撤回的登记管理。",
        "指定专人管理信息发布账号，定期更换口令，确保信息安全。",
        # What looks like a word printed twice, a placeholder or a slip.
        "为了了解信息管理的薄弱环节，主要负责人人人上手，往往一条一条核对，因事制宜、各尽其责。",
        f"公布规范性文本和示范文本{pen.number(2, 9)}份，为信息管理提供统一样式，上一年度年度报告存档备查。",
        "信用信息归集与信息管理同步推进，支持创业创新，形成共建共治共享的格局。",
    )
    return pen.several("management", texts, pen.number(low, 4))


def _platform(pen: Pen, facts: Facts, low: int) -> list[str]:
    year, place = facts.year, facts.body.place
    fans = pen.number(300, 90000)
    texts = (
        f"做好门户网站政府信息公开专栏的维护，优化栏目设置，新增栏目{pen.number(1, 9)}个。",
        (
            f"运维政务微信公众号1个，全年推送信息{pen.number(20, 400)}条，"
            f"关注人数{fans}人{accounts.change(pen, fans, '人', year, 'readers')}。"
        ),
        "在政务服务大厅设置政务公开专区，配备查询终端和资料架，加强线下平台建设。",
        f"依托{place}人民政府网站建设公开平台，完成无障碍改造和移动端适配。",
        f"推进公开平台集约化建设，关停长期不更新的政务新媒体账号{pen.number(1, 4)}个。",
        f"网站全年访问量{pen.number(2, 99)}万人次，公开平台运行稳定，检测未发现不可用链接。",
        f"{year}年4月完成网站改版，检索功能支持按年份和主题分类查询。",
        f"编印政府公报{pen.number(2, 12)}期，平台同步上线电子版。",
        "用好村（社区）公示栏、电子屏等传统公开平台，方便老年人获取信息。",
        "12345政务服务便民热线实行7×24小时人工服务，与网站公开平台共享知识库。",
        (
            "运用LED屏、H5页面、APP推送等方式发布信息，"
            f"“互联网+政务服务”平台网办率{pen.number(800, 999) / 10}%。"
        ),
        (
            f"在{place}图书馆、档案馆和政务服务中心设立政府信息查阅点，"
            f"全年接待查阅{pen.number(5, 200)}人次，平台建设向线下延伸。"
        ),
        (
            f"与融媒体中心合作运营“{place}发布”公众号，"
            f"自{year - 4}年开通以来累计推送信息{pen.number(900, 9000)}条。"
        ),
        "在各办事窗口张贴二维码，群众用手机扫一扫即可查看办事指南，公开平台使用更加便捷。",
        (
            f"专栏页面增加字号调节和打印功能，{year}年{pen.number(2, 11)}月完成IPv6改造，"
            "平台安全等级保护测评合格。"
        ),
        "接入人工智能大模型的平台智能问答上线，通过网上线上线下多种方式提供服务，达到A级标准。",
        "开设两个专题专栏，公开平台首页设置“我要找政策”入口，三步之内可以查到所需信息。",
    )
    return pen.several("platform", texts, pen.number(low, 4))


def _oversight(pen: Pen, facts: Facts, low: int) -> list[str]:
    year, body = facts.year, facts.body
    texts = (
        (
            f"成立由主要负责人任组长的政务公开工作领导小组，全年召开会议{pen.number(1, 4)}次，"
            "听取工作汇报并加强监督检查。"
        ),
        f"组织政府信息公开业务培训{pen.number(1, 4)}次，参训{pen.number(12, 300)}人次。",
        "每季度对信息发布情况开展自查，发现问题立即整改。",
        f"配合{body.superior}开展监督检查，对反馈的{pen.number(2, 9)}个问题逐一整改销号。",
        f"安排专职人员{pen.number(1, 3)}名、兼职信息员{pen.number(4, 30)}名，做到机构、人员、经费三保障。",
        "公布监督电话和意见箱，主动接受群众和媒体监督。",
        f"{year}年没有收到对政府信息公开工作的投诉举报，监督渠道保持畅通。",
        "将政府信息公开纳入年度目标任务，定期通报进度，强化督促检查。",
        f"继{year - 1}年之后再次获评政务公开先进单位，{year}年度考核等次为优秀，监督机制不断健全。",
        f"学习贯彻2019年4月3日公布的国务院令第711号，{year}年举办专题培训三期，邀请专家授课。",
        f"组织信息员赴{pen.rng.choice(CITIES)}学习培训，人员能力得到提高。",
        f"比{year - 1}年多组织监督检查{pen.number(1, 3)}次，{year - 1}年启动的整改事项全部销号。",
        f"制定《政府信息公开考核细则》，从{year}年1月1日起执行，按季度打分通报。",
    )
    return pen.several("oversight", texts, pen.number(low, 3))


def duties(pen: Pen, facts: Facts) -> str:
    """工作考核、社会评议 and 责任追究, which article 50 asks of governments."""
    year = facts.year
    share = pen.number(880, 999)
    return pen.say(
        "duties",
        "把政务公开列入年度工作考核，开展社会评议，没有发生需要责任追究的情形。",
        (
            f"工作考核方面，政务公开占绩效考核分值的{pen.number(2, 6)}%；"
            f"社会评议方面，发放问卷{pen.number(100, 900)}份；责任追究方面，{year}年无追责情况。"
        ),
        f"定期开展工作考核，委托第三方进行社会评议，满意度为{share / 10}%，{year}年度没有责任追究事项。",
        "严格落实责任追究制度，对公开不及时的单位予以约谈；完善社会评议制度，邀请政风行风监督员评议；工作考核结果作为评先评优依据。",
        f"{year}年对各单位政务公开工作进行考核并通报结果，邀请人大代表、政协委员和群众开展评议，未发现应当追究责任的行为。",
        "工作考核、社会评议和责任追究结果情况：考核等次为优秀，社会评议总体满意，无责任追究情况。",
    )


def _further(pen: Pen, facts: Facts) -> list[tuple[str, str]]:
    """Aspects beyond the five."""
    return [
        ("组织领导", "及时调整政务公开工作领导小组成员，明确分管领导和责任科室，形成工作合力。"),
        ("教育培训", f"将政府信息公开列入干部学习计划，集中学习{pen.number(2, 8)}次，人均学时达到规定要求。"),
        (
            "建议提案办理结果公开情况",
            f"{facts.year}年承办建议提案{pen.number(2, 40)}件，除涉密内容外办理结果全部公开。",
        ),
        ("解读回应情况", f"围绕重要政策开展解读{pen.number(2, 40)}次，回应群众留言{pen.number(2, 90)}条。"),
        ("制度建设情况", f"修订信息发布审核、舆情回应等制度{pen.number(2, 6)}项，工作规范化程度明显提高。"),
    ]


def _joined(sentences: Sequence[str], items: str) -> str:
    """Sentences one after the other, numbered or not; those that say nothing are left out."""
    sentences = [sentence for sentence in sentences if sentence]
    if not items or len(sentences) < 2:
        return "".join(sentences)
    numerals = {"{}是": "一二三四五六七八九", "{}": "①②③④⑤⑥⑦⑧⑨", "{}.": "123456789"}[items]
    return ("\n" if items == "{}." else "").join(
        items.format(numeral) + sentence for numeral, sentence in zip(numerals, sentences, strict=False)
    )


_WRITERS = {
    "proactive": _proactive,
    "on_request": _on_request,
    "management": _management,
    "platform": _platform,
    "oversight": _oversight,
}
