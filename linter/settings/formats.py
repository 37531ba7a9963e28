"""A team's own formats, and all that is wrong with their files, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from ...grammar import FormatError, Formats, load_formats, official_formats
from ...grammar.formats.format import FormatProblem
from ...grammar.formats.loading import OFFICIAL, FormatFlaw
from ..audit import REST
from ..messages import Message, Phrase
from .extensions import NO_FOLDER, Unloadable
from .tables import CHINESE, IN_FILE, ON_LINE, phrase_of, shown

FORMATS = Message(zh="格式文件有误：{error}", en="a format file is wrong: {error}")
AT = Message(zh="{place}：{problem}", en="{place}: {problem}")

CHINESE_FOR_FORMATS: dict[Enum, str] = {
    **CHINESE,
    FormatFlaw.NO_FILES: "文件夹里没有 .toml 格式文件，请放入",
    FormatFlaw.UNREADABLE: "打不开（{error}），请检查文件和权限",
    FormatFlaw.ENCODING: "不是 UTF-8 编码，请另存为 UTF-8",
    FormatFlaw.SYNTAX: "不是正确的 TOML（{error}）",
    FormatFlaw.EMPTY: "“{key}”至少要有一项，请补上",
    FormatFlaw.ID: "“{value}”不能用作 id，请用小写字母、数字和 _，如 new_cases",
    FormatFlaw.TWICE: "id“{id}”用了两次，请改一个",
    FormatFlaw.NO_SPAN: "“{row}”写在“{span}”之内，但 spans 里没有它，请补上",
    FormatFlaw.EQUATION: "“{equation}”不是等式，请写成 a = b + c - d",
    FormatFlaw.NO_COLUMN: "{table} 没有“{id}”这一列，是不是“{near}”？",
    FormatFlaw.NO_ROW: "{table} 没有“{id}”这一行，是不是“{near}”？",
    FormatFlaw.OPERAND_TWICE: "“{id}”在等式里写了两次，请只写一次",
    FormatFlaw.NOWHERE: "{table} 里没有一处同时有等式里的各项，等式无从成立，请改正",
    FormatFlaw.ROWS_OVER_COLUMNS: "over 为 rows 的等式才有“{key}”，请删去",
    FormatFlaw.LACKS_COLUMNS: "“{id}”这一行没有等式里的各列，请删去",
    FormatFlaw.NO_RULE: "“{rule}”不是核对等式的规则，可以用 {known}，也可以不写",
    FormatFlaw.RULE_BETWEEN_YEARS: "跨年度的等式不指定规则，请删去“{key}”",
    FormatFlaw.STOCK: "“total”和“before”要写一个，也只写一个",
    FormatFlaw.NO_PLACE: "表格里没有 {place} 这个位置，请写成 {{表.行.列}}",
}


def load_own_formats(folders: Iterable[Path]) -> Formats:
    """The official formats and those in the folders. Raises `Unloadable`."""
    missing = [NO_FOLDER(path=str(folder)) for folder in folders if not folder.is_dir()]
    if missing:
        raise Unloadable(*missing)
    try:
        return load_formats([OFFICIAL, *folders], rules_about_equations())
    except FormatError as error:
        raise Unloadable(*(FORMATS(error=_phrase(problem)) for problem in error.problems)) from error


def rules_about_equations() -> frozenset[str]:
    """The codes that an equation may name: those of the official equations, and that of all others."""
    identities = (identity for format in official_formats() for identity in format.identities)
    return frozenset({REST, *(identity.rule for identity in identities if identity.rule)})


def _phrase(problem: FormatProblem) -> Phrase:
    file, phrase = shown(problem.path), phrase_of(problem.remark, CHINESE_FOR_FORMATS)
    if problem.place:
        phrase = AT(place=problem.place, problem=phrase)
    if problem.line:
        return ON_LINE(file=file, line=problem.line, problem=phrase)
    return IN_FILE(file=file, problem=phrase)
