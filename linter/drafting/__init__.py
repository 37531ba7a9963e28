"""Drafts a blank report of an official format, with the fixed text and a prompt for everything else.

NB118 finds prompts that were not replaced.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...grammar import Format, Level, TableFormat
from ...grammar.document.headings import NUMERALS
from ...grammar.facts.agencies import read_level

AGENCY = "××单位"
FILL, DATED = "（请填写）", "__月__日"
TITLE = "{agency}{year}年政府信息公开工作年度报告"
BASIS = (
    "根据《中华人民共和国政府信息公开条例》和《{title}》（{number}）要求，"
    "{agency}编制了{year}年政府信息公开工作年度报告。全文由{parts}等{count}个部分组成。"
)
PERIOD = (
    "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    "如对本报告有疑问，请与{agency}联系（地址：（待填写）；电话：（待填写））。"
)
PART = "（{numeral}）{label}。"
FILL_ABOUT = "（请填写，包括{what}的情况）"
PROBLEMS, IMPROVEMENTS = "（一）存在的主要问题。", "（二）改进情况。"
FEES = "本年度信息处理费的收取情况：（请填写，没有收取的也应说明）"
OTHER = "其他需要报告的事项：（请填写，没有的写“无”）"
GOVERNMENTS = (Level.GOVERNMENT, Level.TOWNSHIP)


class BlankPart(Struct, frozen=True):
    """A section with its heading, its paragraphs and its table, if it has one."""

    heading: str
    paragraphs: tuple[str, ...]
    table: TableFormat | None


class Blank(Struct, frozen=True):
    """A report that still has to be filled in."""

    title: str
    preamble: tuple[str, ...]
    parts: tuple[BlankPart, ...]
    signature: str
    date: str


def blank(format: Format, year: int, agency: str | None = None, level: Level | None = None) -> Blank:
    """A blank report of a format for an agency and a year.

    The contents of the overview depend on the level, which by default follows from the agency's name.
    """
    name = agency or AGENCY
    level = level or read_level(name)
    titles = [section.title for section in format.sections]
    inner = format.title.translate(str.maketrans("《》", "〈〉"))
    basis = BASIS.format(
        title=inner,
        number=format.number,
        agency=name,
        year=year,
        parts="、".join(titles),
        count=NUMERALS[len(titles) - 1],
    )
    parts = []
    for section in format.sections:
        table = format.tables.get(section.table or "")
        parts.append(
            BlankPart(
                section.heading, tuple(_paragraphs(format, section.id, level)) if table is None else (), table
            )
        )
    return Blank(
        TITLE.format(agency=name, year=year),
        (basis, PERIOD.format(year=year, agency=name)),
        tuple(parts),
        name,
        f"{year + 1}年{DATED}",
    )


def _paragraphs(format: Format, section: str, level: Level) -> Iterator[str]:
    if section == "overview":
        for numeral, aspect in zip(NUMERALS, format.aspects, strict=False):
            duties = [duty.label for duty in aspect.governments_add] if level in GOVERNMENTS else []
            yield PART.format(numeral=numeral, label=aspect.label) + (
                FILL_ABOUT.format(what="、".join(duties)) if duties else FILL
            )
    elif section == "problems":
        yield PROBLEMS + FILL
        yield IMPROVEMENTS + FILL
    elif section == "other":
        yield FEES
        yield OTHER
    else:
        yield FILL
