"""Sentences with figures for clean prose: those of the tables, and others that add up and compare rightly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.generator.bodies import Body
from tests.generator.pen import Pen

OUTCOMES = {
    "granted": "予以公开", "partial": "部分公开", "denied_": "不予公开", "unavailable_": "无法提供",
    "refused_": "不予处理", "other_": "其他处理",
}  # fmt: skip
APPLICANTS = {
    "person": "自然人", "business": "商业企业", "research": "科研机构", "charity": "社会公益组织",
    "legal": "法律服务机构", "other_org": "其他组织",
}  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """The facts of a report. `figures`: (table, row, column) -> text of the cell."""

    body: Body
    year: int
    figures: Mapping[tuple[str, str, str], str]

    def figure(self, table: str, row: str, column: str = "total") -> int:
        return int(self.figures.get((table, row, column), 0))

    def outcome(self, prefix: str) -> int:
        """The total of all outcomes whose row ids begin so."""
        return sum(
            int(text)
            for (table, row, column), text in self.figures.items()
            if table == "requests" and row.startswith(prefix) and column == "total"
        )

    @property
    def requests(self) -> tuple[int, int, int, int]:
        """Received, carried in, handled, carried out."""
        received, carried_in, handled, carried_out = (
            self.figure("requests", row) for row in ("received", "carried_in", "handled", "carried_out")
        )
        return received, carried_in, handled, carried_out


# ── Figures of the prose alone ────────────────────────────────────────────


def percent(part: int, whole: int, digits: int = 2) -> str:
    """A share as it is printed, rounded half up, without zeros at the end: 6.25%."""
    exact = (Decimal(100 * part) / whole).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{format(exact.normalize(), 'f')}%"


def listed(counts: list[tuple[str, int]], unit: str, mark: str = "、") -> str:
    """工作动态12条、通知公告3条."""
    return mark.join(f"{name}{count}{unit}" for name, count in counts)


def change(pen: Pen, now: int, unit: str, year: int, what: str) -> str:
    """A comparison with the year before, with the right percentage."""
    before = max(1, now + pen.number(-now // 3, now // 2 + 1))
    if before == now:
        return f"，与上年持平{'' if pen.number(0, 1) else f'（{year - 1}年为{before}{unit}）'}"
    more, less = ("增加", "增长") if now > before else ("减少", "下降")
    share, difference = percent(abs(now - before), before, pen.number(0, 2)), abs(now - before)
    return pen.say(
        f"comparison of {what}",
        f"，比上年{more}{difference}{unit}",
        f"，较{year - 1}年的{before}{unit}{less}{share}",
        f"，同比{less}{share}（{year - 1}年为{before}{unit}）",
        f"，与{year - 1}年相比{more}{difference}{unit}，{'增幅' if now > before else '降幅'}{share}",
        f"，较上年度{before}{unit}{more}{difference}{unit}",
        f"（{year - 1}年{before}{unit}，{year}年{now}{unit}）",
        f"，比去年同期的{before}{unit}{less}{share}",
        f"，由{year - 1}年的{before}{unit}{more}到{year}年的{now}{unit}",
    )


def publishing(pen: Pen, facts: Facts) -> str:
    """How much was published, where, and how it divides."""
    year, we = facts.year, facts.body.we
    names = pen.choose(
        "what was published",
        {
            "news, notices": ("工作动态", "通知公告"),
            "news, notices, policy": ("政务动态", "公示公告", "政策文件"),
            "five": ("工作动态", "通知公告", "财政预决算", "人事信息", "政策解读"),
            "township": ("党建动态", "惠农补贴", "民生实事", "应急管理"),
            "institution": ("机构职能", "规划计划", "业务工作", "会议信息"),
        },
    )
    unit = pen.choose("unit of publishing", {"条": "条", "篇": "篇", "件": "件"}, (8, 1, 1))
    counts = [(name, pen.number(2, 300)) for name in names]
    total = sum(count for _, count in counts)
    site = pen.say(
        "site",
        "门户网站",
        "政府网站",
        f"{facts.body.place}人民政府网站",
        "政府门户网站信息公开专栏",
        "政府信息公开平台",
    )
    app, board = pen.number(3, 260), pen.number(3, 60)
    numbered = (f"（{number}）{name}{count}{unit}" for number, (name, count) in enumerate(counts, 1))
    return pen.say(
        "publishing",
        (
            f"{year}年，通过{site}主动公开政府信息{total}{unit}，"
            f"其中{listed(counts, unit, pen.say('mark', '、', '，'))}"
            f"{change(pen, total, unit, year, 'news')}。"
        ),
        (
            f"全年在{site}发布信息{total}{unit}{change(pen, total, unit, year, 'all news')}；"
            f"包括{listed(counts, unit)}。"
        ),
        f"{we}全年共主动公开政府信息{total + app}{unit}，其中{site}{total}{unit}，政务新媒体{app}{unit}。",
        f"{year}年{we}在{site}公开{listed(counts, unit)}，合计{total}{unit}。",
        f"{we}{year}年累计公开信息{total}{unit}，按类别分，{listed(counts, unit, '，')}。",
        f"截至{year}年12月31日，{site}公开各类信息{total + board}{unit}，公示栏张贴{board}{unit}。",
        f"发布{names[0]}、{names[1]}分别为{counts[0][1]}{unit}和{counts[1][1]}{unit}，群众关心的事项做到第一时间公布。",
        (
            f"{site}全年公开信息{total}{unit}，{names[0]}占{percent(counts[0][1], total)}，"
            f"共{counts[0][1]}{unit}。"
        ),
        f"主动公开政府信息{total + app + board}{unit}，其中{site}{total}{unit}、政务新媒体{app}{unit}等。",
        (
            f"{we}公开政府信息{total + app}{unit}，其中重点领域信息{app}{unit}。"
            f"今年以来，{site}首页点击量明显上升。"
        ),
        f"发布{listed(counts, unit)}，投入经费{app / 10:g}万元用于{site}维护。",
        f"全年公开信息{total}{unit}：{'；'.join(numbered)}。",
        f"本年度主动公开政府信息{total}余{unit}，内容涵盖{'、'.join(names)}等方面。",
    )


# ── Applications ──────────────────────────────────────────────────────────


def requests(pen: Pen, facts: Facts) -> str:
    """How many applications came, were left over, were handled and are left."""
    year, we = facts.year, facts.body.we
    received, carried_in, handled, carried_out = facts.requests
    if not any((received, carried_in, handled, carried_out)):
        return pen.say(
            "no requests",
            f"{year}年，{we}未收到政府信息公开申请。",
            "本年度收到政府信息公开申请0件，上年结转0件，结转下年度0件。",
            f"全年没有收到公民、法人或者其他组织提出的政府信息公开申请，也无{year - 1}年结转的申请。",
            f"{year}年度，{we}受理依申请公开事项0件。",
            f"{year}年{we}无依申请公开事项，申请渠道保持畅通。",
            f"截至{year}年12月31日，{we}未接到政府信息公开申请，无上年度结转、无结转下年度继续办理的申请。",
            "本年度未收到政府信息公开申请，答复件数为零。",
            f"{year}年共收到依申请公开0件，办结0件。",
            f"{we}全年收到政府信息公开申请数量为0。",
        )
    if not received:
        rest = f"，结转下年度{carried_out}件" if carried_out else "，已全部办结"
        return pen.say(
            "only carried in",
            f"{year}年未新收政府信息公开申请，上年结转{carried_in}件，本年办结{handled}件{rest}。",
            (
                f"本年度新收政府信息公开申请0件，办理{year - 1}年结转的申请{carried_in}件，"
                f"办结{handled}件{rest}。"
            ),
        )
    text = pen.say("requests", *_received(pen, facts))
    details = [_applicants(pen, facts), _channels(pen, received), _outcomes(pen, facts), _on_time(pen, facts)]
    return text + "".join(pen.perhaps(0.45, detail) for detail in details)


def _received(pen: Pen, facts: Facts) -> list[str]:
    year, we = facts.year, facts.body.we
    received, carried_in, handled, carried_out = facts.requests
    left = f"其余{carried_out}件结转{year + 1}年继续办理" if carried_out else "年内全部办结"
    done = f"办结{handled}件，{left}" if carried_out else left
    texts = [
        f"{year}年新收政府信息公开申请{received}件，上年结转{carried_in}件，办结{handled}件，结转下年度继续办理{carried_out}件。",
        f"本年度{we}新收政府信息公开申请{received}件，结转上年度申请{carried_in}件；全年办理{handled}件，结转下一年度{carried_out}件。",
        f"{year}年，{we}收到政府信息公开申请{received}件（不含上年结转的{carried_in}件），办结{handled}件，{left}。",
        (
            f"全年应办理政府信息公开申请{received + carried_in}件，其中{year}年新收{received}件、"
            f"{year - 1}年结转{carried_in}件，已办结{handled}件，{left}。"
        ),
        (
            f"{year}年共收到政府信息公开申请{received}件，上年结转{carried_in}件，"
            f"共办理{received + carried_in}件，其中办结{handled}件、结转下年{carried_out}件。"
        ),
        (
            f"收到申请的数量为{received}件，另有{year - 1}年转入{carried_in}件，答复{handled}件，"
            f"转入{year + 1}年办理{carried_out}件。"
        ),
    ]
    if not carried_in:
        texts += [
            f"{year}年{we}共收到政府信息公开申请{received}件，无上年结转，{done}。",
            f"全年受理政府信息公开申请{received}宗，办结{handled}宗，{left.replace('件', '宗')}。",
            (
                f"{year}年共受理依申请公开{received}件，同意受理{received}件，"
                f"已答复{handled}件{f'，{carried_out}件尚在办理期限内' if carried_out else ''}。"
            ),
        ]
        texts.append(
            f"{year}年{we}收到政府信息公开申请{received}件"
            f"{change(pen, received, '件', year, 'requests')}，{done}。"
        )
    if facts.body.name.endswith("人民政府办公室"):
        own = pen.number(0, handled)
        texts.append(
            f"{we}全年办结政府信息公开申请{handled}件，"
            f"其中代表{facts.body.call.removesuffix('办公室')}答复{handled - own}件、"
            f"自身答复{own}件。"
        )
    if not carried_in and not carried_out:
        texts.append(f"{we}全年收到{received}件政府信息公开申请，均已依法答复。")
    return texts


def _applicants(pen: Pen, facts: Facts) -> str:
    received = facts.figure("requests", "received")
    counts = [(name, facts.figure("requests", "received", column)) for column, name in APPLICANTS.items()]
    person = counts[0][1]
    some = [(name, count) for name, count in counts if count]
    if person == received:
        return pen.say("applicants", "新收的申请均由自然人提出。", f"申请人全部为自然人，共{received}件。")
    return pen.say(
        "applicants",
        f"新收的申请中，自然人提出{person}件，法人或其他组织提出{received - person}件。",
        f"从申请人类型看，{listed(some, '件')}。",
        (
            f"按申请人分，自然人占{percent(person, received)}，"
            f"法人或其他组织占{percent(received - person, received)}。"
        ),
    )


def _channels(pen: Pen, received: int) -> str:
    online = pen.number(0, received)
    letters = pen.number(0, received - online)
    rest = received - online - letters
    return pen.say(
        "channels",
        f"从新收申请的渠道看，网络提交{online}件，信函{letters}件，当面提交{rest}件。",
        f"{received}件新收申请中，网上申请{online}件、书面申请{letters + rest}件。",
        f"新收的申请通过在线平台、邮寄、现场三种方式提出的分别为{online}件、{letters}件和{rest}件。",
    )


def _outcomes(pen: Pen, facts: Facts) -> str:
    counts = [(name, facts.outcome(prefix)) for prefix, name in OUTCOMES.items()]
    handled = facts.figure("requests", "handled")
    some = [(name, count) for name, count in counts if count]
    if not some:
        return ""
    if len(some) == 1:
        return pen.say(
            "outcomes", f"办结的{handled}件均为{some[0][0]}。", f"答复结果：{listed(some, '件')}。"
        )
    names = "、".join(name for name, _ in some)
    figures = "、".join(f"{count}件" for _, count in some)
    return pen.say(
        "outcomes",
        f"办结的{handled}件中，{listed(some, '件')}。",
        f"从办理结果看，{listed(some, '件', '，')}。",
        f"{names}的分别为{figures}。",
        f"在已办结的申请中，{some[0][0]}{some[0][1]}件，占{percent(some[0][1], handled)}。",
        f"办理结果为：{listed(some, '件', '；')}。",
    )


def _on_time(pen: Pen, facts: Facts) -> str:
    _, _, handled, carried_out = facts.requests
    if carried_out or not handled:
        return pen.say("on time", "办结的申请均在法定期限内答复。") if handled else ""
    return pen.say(
        "on time",
        "所有申请均在法定期限内办结，办结率100%。",
        "按时答复率100%。",
        "均按时答复，没有超期办理的情况。",
    )


# ── Reviews and lawsuits ──────────────────────────────────────────────────


def remedies(pen: Pen, facts: Facts) -> str:
    """Sentences on reviews and lawsuits against the answers."""
    year = facts.year
    reviews, suits = (
        facts.figure("remedies", "cases", "review_total"),
        sum(facts.figure("remedies", "cases", f"{way}_total") for way in ("direct", "after")),
    )
    if not reviews and not suits:
        return pen.say(
            "no remedies",
            "",
            f"{year}年未发生因政府信息公开引起的行政复议、行政诉讼。",
            "全年无因政府信息公开被申请行政复议或者被提起行政诉讼的情况。",
            "因政府信息公开被申请行政复议0件，被提起行政诉讼0件。",
            f"{year}年政府信息公开行政复议、行政诉讼均为0件。",
        )
    results = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
    of_reviews = [
        (name, facts.figure("remedies", "cases", f"review_{result}")) for result, name in results.items()
    ]
    details = f"，其中{listed([pair for pair in of_reviews if pair[1]], '件')}" if reviews else ""
    texts = [
        f"因政府信息公开被申请行政复议{reviews}件、被提起行政诉讼{suits}件。",
        f"{year}年，因政府信息公开引起的行政复议{reviews}件{details}；行政诉讼{suits}件。",
    ]
    if not reviews:
        texts.append(f"{year}年因政府信息公开被提起行政诉讼{suits}件，未发生行政复议。")
    if not suits:
        texts.append(f"{year}年因政府信息公开被申请行政复议{reviews}件{details}，无行政诉讼案件。")
    return pen.say("remedies", *texts)


# ── Files, decisions, fees ────────────────────────────────────────────────


def files(pen: Pen, facts: Facts) -> str:
    """How many normative documents were made and are in force."""
    if facts.year < 2021:
        made, total = (
            facts.figure("disclosure", "normative", "new_made"),
            facts.figure("disclosure", "normative", "public_total"),
        )
        if not made:
            return pen.say("no files", f"{facts.year}年未制作规范性文件。", "全年没有出台规范性文件。")
        return pen.say(
            "files",
            f"全年新制作规范性文件{made}件，新公开{made}件，对外公开总数量{total}件。",
            f"新制作并公开规范性文件{made}件。",
        )
    made, repealed, valid = (
        facts.figure("disclosure", "normative", column) for column in ("made", "repealed", "valid")
    )
    rules = facts.figure("disclosure", "rules", "made") if facts.body.makes_rules else 0
    texts = [
        f"全年制发行政规范性文件{made}件，废止{repealed}件，现行有效{valid}件。",
        f"截至{facts.year}年底，现行有效的行政规范性文件{valid}件。",
        (
            "组织开展规范性文件清理，"
            f"{'废止' + str(repealed) + '件' if repealed else '没有需要废止的文件'}，现行有效{valid}件。"
        ),
    ]
    if not made:
        texts.append(f"{facts.year}年未制发行政规范性文件。")
    return pen.say("files", *texts) + (pen.perhaps(0.7, f"制定政府规章{rules}件。") if rules else "")


def decisions(pen: Pen, facts: Facts) -> str:
    """How many licences, penalties and measures of coercion, and what fees."""
    licences, penalties, coercion = (
        facts.figure("disclosure", row, "decisions") for row in ("licence", "penalty", "coercion")
    )
    texts = [f"作出行政许可决定{licences}件、行政处罚决定{penalties}件、行政强制决定{coercion}件。"]
    if licences:
        texts.append(f"公示行政许可决定{licences}件，做到应公示尽公示。")
    if not penalties and not coercion:
        texts.append("本年度没有作出行政处罚和行政强制决定。")
    if facts.year < 2021:
        before, more = (
            int(facts.figures["disclosure", "licence", column]) for column in ("previous_items", "change")
        )
        moved = "保持不变" if not more else f"{'增加' if more > 0 else '减少'}{abs(more)}项"
        texts.append(f"上一年行政许可事项{before}项，本年{moved}，现有{before + more}项。")
    else:
        fee = facts.figures["disclosure", "fee", "amount"]
        texts.append(f"全年收取行政事业性收费{fee}万元。" if Decimal(fee) else "全年未收取行政事业性收费。")
    return pen.say("decisions", *texts)
