"""How clean reports begin and end: title, preamble, period, contact, signature and date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.generator.accounts import Facts
from tests.generator.pen import Pen

LAW = "《中华人民共和国政府信息公开条例》"


# ── Title ─────────────────────────────────────────────────────────────────


def title(pen: Pen, facts: Facts) -> tuple[str, ...]:
    """The lines of the title."""
    name, year = facts.body.name, facts.year
    what = "政府信息公开工作年度报告"
    one = pen.choose(
        "title",
        {
            "agency, year": f"{name}{year}年{what}",
            "agency, 年度": f"{name}{year}年度{what}",
            "year first": f"{year}年{name}{what}",
            "年度 first": f"{year}年度{name}{what}",
            "blanks around the year": f"{name} {year} 年{what}",
            "blank before the year": f"{name}{year} 年{what}",
        },
        (10, 3, 2, 1, 1, 1),
    )
    breaks = {
        "one line": "",
        "before 工作": "工作年度报告",
        "before the year": str(year),
        "before 政府信息公开": what,
        "before 年度报告": "年度报告",
    }
    at = one.rindex(mark) if (mark := pen.choose("title lines", breaks, (10, 1, 3, 1, 1))) else 0
    return (one[:at].strip(), one[at:].strip()) if at else (one,)


# ── Preamble ──────────────────────────────────────────────────────────────


def preamble(pen: Pen, facts: Facts, document: Mapping[str, Any], parts: list[str]) -> tuple[str, ...]:
    """The text before the first section."""
    sentences = {
        "basis": basis(pen, facts, document),
        "parts": contents(pen, parts),
        "period": period(pen, facts.year),
        "contact": contact(pen, facts),
    }
    shape = pen.choose(
        "preamble",
        {
            "all in one": (("basis", "parts", "period", "contact"),),
            "three paragraphs": (("basis",), ("parts", "period"), ("contact",)),
            "without parts": (("basis", "period"), ("contact",)),
            "without contact": (("basis", "parts"), ("period",)),
            "basis and contact": (("basis", "contact"),),
            "basis alone": (("basis",),),
            "period alone": (("period",),),
            "none": (),
        },
        (6, 4, 3, 3, 2, 2, 1, 2),
    )
    return tuple("".join(sentences[name] for name in paragraph) for paragraph in shape)


def basis(pen: Pen, facts: Facts, document: Mapping[str, Any]) -> str:
    """The law and the document that the report rests on, rightly cited."""
    body, year, number = facts.body, facts.year, document["number"]
    circular = "《" + document["title"].replace("《", "〈").replace("》", "〉") + "》"
    form = (
        "《中华人民共和国政府信息公开工作年度报告格式（试行）》"
        if year < 2021
        else "《中华人民共和国政府信息公开工作年度报告格式》"
    )
    order = (
        f"《{body.superior}关于做好{year}年政府信息公开工作年度报告编制和发布工作的通知》"
        f"（{body.place[0]}政办函〔{year + 1}〕{pen.number(1, 40)}号）"
    )
    if body.superior in ("国务院办公厅", "上级税务机关") or "（" in body.superior:
        order = "上级关于编制发布年度报告的工作部署"
    here = pen.choose("here", {"in full": body.name, "call": body.call, "we": body.we})
    titles = (
        f"《{body.name}{year}年政府信息公开工作年度报告》",
        f"{year}年政府信息公开工作年度报告",
        "本报告",
        f"{year}年度政府信息公开年度报告",
    )
    own = pen.say("own title", *titles)
    return pen.say(
        "basis",
        f"根据{LAW}（以下简称《条例》）第五十条规定，{here}编制{own}。",
        f"按照{LAW}和{circular}（{number}）要求，结合{here}工作实际，编制{own}。",
        f"依据{LAW}（国务院令第711号）及{number}文件规定的格式，{here}组织编写了{own}，现予公布。",
        f"现按照{LAW}第四十九条、第五十条的规定，将{here}{year}年政府信息公开工作情况报告如下。",
        f"为落实{LAW}和{form}，按照{order}安排，特编制{own}。",
        (
            f"本报告由{body.signatures[1] if body.kind == 'government' else here}按照{LAW}要求编制，"
            "并向社会公布。"
        ),
        f"{own}依照{form}编制。",
        f"{here}根据{LAW}、{form}（{number}）和上级有关要求编制{own}，现向社会公布，欢迎监督。",
        f"{year}年，{here}认真执行{LAW}，现将有关情况公布如下。",
        f"根据新修订的{LAW}（2019年5月15日起施行）要求，特向社会公布{own}。",
        f"根据《政府信息公开条例》有关规定，{here}编制{own}，内容真实、数据准确。",
        f"依据中华人民共和国国务院令第711号公布的{LAW}，结合我们的工作实际，编制{own}。",
        f"按照国务院办公厅政府信息与政务公开办公室印发的{form}（{number}），编制{own}。",
        f"根据{circular.replace('〈', '《').replace('〉', '》')}（{number}），{here}编制{own}。",
        f"根据{LAW}规定，现公布{body.name}{year}年政府信息公开工作年度报告。",
        f"根据{LAW}要求，特向社会公布{year}年度{body.name}政府信息公开工作年度报告。",
        f"按照{LAW}要求，编制并向社会公开{body.name}{year}年政府信息公开工作年度报告。",
        f"遵照{order}和{LAW}的规定，{here}总结了{year}年政府信息公开工作，形成本报告。",
    )


def contents(pen: Pen, parts: list[str]) -> str:
    """The six parts, announced and listed rightly."""
    remedies, problems, other = parts[3:]
    worded = [
        parts[0],
        pen.say("part two", parts[1], f"行政机关{parts[1]}", "主动公开政府信息的情况"),
        pen.say("part three", parts[2], "收到和处理政府信息公开申请的情况"),
        pen.say(
            "part four",
            remedies,
            remedies.replace("、", "和"),
            remedies.replace("、", "及"),
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        ),
        pen.say("part five", problems, "存在的问题及改进情况", "政府信息公开工作存在的主要问题及改进情况"),
        pen.say("part six", other, "其他需要报告事项"),
    ]
    *first, last = worded
    listed = pen.choose(
        "list of parts",
        {
            "、": "、".join(worded),
            "；": "；".join(worded),
            "，": "，".join(worded),
            "和": f"{'、'.join(first)}和{last}",
            "以及": f"{'，'.join(first)}以及{last}",
            "“”": "".join(f"“{part}”" for part in worded),
            "“”、": "、".join(f"“{part}”" for part in worded),
            "一是": "，".join(
                f"{numeral}是{part}" for numeral, part in zip("一二三四五六", worded, strict=True)
            ),
            "第一部分": "；".join(
                f"第{numeral}部分{part}" for numeral, part in zip("一二三四五六", worded, strict=True)
            ),
            "（一）": "；".join(
                f"（{numeral}）{part}" for numeral, part in zip("一二三四五六", worded, strict=True)
            ),
        },
    )
    six = pen.say("six", "六个部分", "六部分", "6个部分", "六个方面", "六大部分", "六部分内容")
    return pen.say(
        "parts",
        f"本报告由{listed}{six}组成。",
        f"全文共{six}，包括{listed}。",
        f"报告内容包括：{listed}。",
        f"主要包括{listed}等{six}。",
        f"报告分为{six}：{listed}。",
        f"本年度报告共分{six}，分别是{listed}。",
        f"本报告共{six}。",
        "报告由文字和统计表组成。",
        "报告共六个部分，含三张统计表。",
    )


def period(pen: Pen, year: int) -> str:
    """The statistical period."""
    dates = pen.choose(
        "period",
        {
            form: form.replace("Y", str(year))
            for form in (
                "自Y年1月1日起至Y年12月31日止", "自Y年1月1日起，至Y年12月31日止",
                "自Y年1月1日至Y年12月31日止", "自Y年1月1日起至12月31日止",
                "Y年1月1日至12月31日", "Y年1月1日至Y年12月31日", "Y年1月1日—12月31日", "Y年1月1日-12月31日",
                "Y年1月1日—Y年12月31日", "Y年1月1日－Y年12月31日",
                "从Y年1月1日起到Y年12月31日止", "从Y年1月1日到12月31日止", "从Y年1月1日至Y年12月31日",
                "自 Y 年 1 月 1 日起至 Y 年 12 月 31 日止",
                "Y 年1 月1 日至Y 年12 月31 日", "Y年1月1日～12月31日", "Y年01月01日至Y年12月31日",
                "Y年1—12月", "Y年1月至12月", "Y年1月1日0时至12月31日24时",
                "自Y年1月1日开始，至Y年12月31日结束", "Y年全年", "Y年1月1日至同年12月31日",
                "自Y年1月1日起，截至Y年12月31日",
            )
        },
    )  # fmt: skip
    return pen.say(
        "period sentence",
        f"本报告所列数据的统计期限为{dates}。",
        f"报告中的统计数据{dates if dates[0] in '自从' else '时间为' + dates}。",
        f"本报告的时限：{dates}。",
        f"所列数据的统计时段为{dates}，文中数据均为此期间数据。",
        f"除另有说明外，统计周期{dates if dates[0] in '自从' else '为' + dates}。",
        f"数据统计截止时间为{year}年12月31日。",
        f"统计数据截至{year}年12月31日。",
    )


def contact(pen: Pen, facts: Facts) -> str:
    """Whom to ask, by telephone of an office, post and e-mail."""
    rng, body = pen.rng, facts.body
    dash = pen.say("dash in telephone", "-", "—", "－")
    telephone = f"0{rng.randint(310, 999)}{dash}{rng.randint(2, 8)}{rng.randint(100000, 999999)}"
    post = f"{rng.randint(13, 85)}{rng.randint(1000, 9999)}"
    street = rng.choice(("新禾路", "滨江大道", "人民街", "府前路", "文昌巷"))
    address = f"{body.place}{street}{rng.randint(1, 899)}号"
    mail = f"zwgk{rng.randint(1, 999)}@example.gov.cn"
    site = rng.choice(
        (
            f"http://www.zwgk{rng.randint(1, 99)}.example.cn",
            "https://xxgk.example.cn/nb/index.html",
            "www.example.gov.cn",
        )
    )
    room = (
        f"{body.name.removesuffix('办公室')}办公室"
        if not body.name.endswith("办事处")
        else f"{body.name}党政办公室"
    )
    return pen.say(
        "contact",
        f"如对本报告有疑问，请与{room}联系（地址：{address}；邮编：{post}；电话：{telephone}；电子邮箱：{mail}）。",
        f"本报告电子版可在政府网站（{site}）查阅和下载。",
        f"公众可登录{site}查阅本报告。如有疑问，请联系{room}，联系电话：{telephone}，传真：{telephone}。",
        f"欢迎社会各界监督，咨询电话 {telephone}，通信地址：{address}，邮政编码 {post}。",
        f"联系人：办公室；联系方式：{telephone}；邮箱：{mail}。",
        f"如需了解更多信息，可拨打{telephone}，或者到{address}现场查询（工作日 9:00—12:00，14:00—17:30）。",
        "",
    )


# ── Signature and date ────────────────────────────────────────────────────


def date(pen: Pen, facts: Facts) -> str:
    """A date in time for the body: by 31 March for governments of counties and above, else by 31 January."""
    late = facts.body.kind == "government"
    month = pen.rng.choice((1, 1, 2, 3)) if late else 1
    last = {1: 31, 2: 28, 3: 31}[month]
    day = pen.choose("day", {"any": pen.number(2, last), "last": last}, (8, 1))
    year = facts.year + 1
    return pen.choose(
        "date",
        {
            "plain": f"{year}年{month}月{day}日",
            "blanks": f"{year} 年 {month} 月 {day} 日",
            "blank after year": f"{year}年 {month}月{day}日",
            "leading zeros": f"{year}年{month:02}月{day:02}日",
            "Chinese, 〇": _chinese(year, "〇") + f"年{_numeral(month)}月{_numeral(day)}日",
            "Chinese, ○": _chinese(year, "○") + f"年{_numeral(month)}月{_numeral(day)}日",
            "Chinese, 零": _chinese(year, "零") + f"年{_numeral(month)}月{_numeral(day)}日",
        },
        (10, 2, 1, 2, 2, 1, 1),
    )


def _chinese(year: int, zero: str) -> str:
    return "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(year))


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else "一二三四五六七八九"[tens - 1] + "十") + (
        "一二三四五六七八九"[ones - 1] if ones else ""
    )


def signature(pen: Pen, facts: Facts, dated: str) -> tuple[str, str, str]:
    """The line under the title, the agency and the date at the end; what is not there is empty."""
    body = facts.body
    agency = pen.choose(
        "signature", {"as in the title": body.name, "another name": pen.rng.choice(body.signatures)}, (1, 1)
    )
    indent = pen.choose(
        "indent of signature",
        {"none": "", "blanks": " " * 30, "U+3000": "\u3000" * 18, "NBSP": "\u00a0" * 60},
        (6, 2, 2, 1),
    )
    return pen.choose(
        "end",
        {
            "two lines": ("", indent + agency, indent + dated),
            "one line": ("", f"{indent}{agency}  {dated}", ""),
            "one line, tight": ("", f"{indent}{agency}{dated}", ""),
            "date under the title": (f"（{dated}）", indent + agency, ""),
            "date twice": (f"（{dated}）", indent + agency, indent + dated),
            "all under the title": (f"{agency}  {dated}", "", ""),
        },
        (14, 2, 1, 1, 1, 1),
    )
