"""Prints the JSON Schema of nianbao.toml. The build puts it into the extension, for completion and help.

Rules, formats and levels come from nianbao itself. The schema accepts everything that the command accepts.
A team may have its own rules, so it accepts any text that looks like the code or name of a rule.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from nianbao.grammar import Level
from nianbao.linter import all_rules
from nianbao.linter.config import ALWAYS, Lang
from nianbao.linter.findings import Severity
from nianbao.linter.outputs import FORMATS
from nianbao.linter.pages import page_of
from nianbao.linter.settings.configuration import FAIL_ON, JOBS, WARNINGS, YEARS

Schema = dict[str, Any]

LIKE_A_RULE = (
    r"^\s*[A-Za-z]{2,}[0-9]*\s*$|-|[\s,，、]"  # a code, the beginning of one, a name, or several of them
)
SEVERITY_NAMES = {Severity.ERROR: "错误 error", Severity.WARNING: "警告 warning", Severity.INFO: "提示 info"}


def described(chinese: str, english: str, schema: Schema) -> Schema:
    """A schema with its description in both languages, one per line."""
    return {"description": f"{chinese}\n{english}", **schema}


def choice(values: list[str], descriptions: list[str] | None = None) -> Schema:
    return {"type": "string", "enum": values} | ({"enumDescriptions": descriptions} if descriptions else {})


def texts(item: Schema) -> Schema:
    """The schema of one text or a list of texts."""
    return {"anyOf": [{"type": "array", "items": item}, item]}


def rule() -> Schema:
    """The schema of a rule's code or name."""
    pages = [(one, page_of(one)) for one in all_rules()]
    known = {
        text: f"{one.code} {one.name} {page.title}：{page.summary}\n{page.english}"
        for one, page in pages
        for text in (one.code, one.name)
    }
    return {"anyOf": [choice(list(known), list(known.values())), {"type": "string", "pattern": LIKE_A_RULE}]}


def table(values: Schema) -> Schema:
    """The schema of a table whose keys the user chooses."""
    return {"type": "object", "additionalProperties": values}


def record(properties: dict[str, Schema], *required: str) -> Schema:
    """The schema of a table that has these keys only."""
    return {"type": "object", "properties": properties, "additionalProperties": False} | (
        {"required": list(required)} if required else {}
    )


def schema() -> Schema:
    """The whole schema of nianbao.toml."""
    text: Schema = {"type": "string", "pattern": r"\S"}
    flag: Schema = {"type": "boolean"}
    year = described(
        "报告年度，不写就从报告中读出",
        "The year of the report; without it, what the report says.",
        whole_number(*YEARS),
    )
    level = described(
        "哪一类机关，不写就按机关名称判断",
        "The kind of body; without it, by its name.",
        choice([one.value for one in Level]),
    )
    levels_of_findings = choice([one.value for one in Severity], list(SEVERITY_NAMES.values()))
    ignored = texts({"allOf": [{"$ref": "#/definitions/rule"}, {"not": {"enum": sorted(ALWAYS)}}]})
    right_in = described("在这些词里不算错", "Words in which it is no slip.", texts({"type": "string"}))
    word: Schema = {"anyOf": [text, record({"right": text, "right-in": right_in}, "right")]}
    waiver = record(
        {
            "rule": described("哪些规则", "Which rules.", texts({"$ref": "#/definitions/rule"})),
            "file": described(
                "哪些文件，写法同 .gitignore", "Which files, as in .gitignore.", texts({"type": "string"})
            ),
            "cell": described("哪个单元格，可以不写", "Which cell; may be left out.", text),
            "text": described(
                "问题的说明里有这些字的那一处，可以不写",
                "Words of the finding's message; may be left out.",
                text,
            ),
            "reason": described("理由，必须写", "The reason; needed.", {}),
            "until": described(
                "到期以后不再有效，可以不写", "Has no effect after this day; may be left out.", text
            ),
        },
        *("rule", "file"),  # without a reason it has no effect, and NB007 reports it
    )
    properties: dict[str, Schema] = {
        "select": described(
            "只用这些规则；不写就是全部",
            "Only these rules; all without it.",
            texts({"$ref": "#/definitions/rule"}),
        ),
        "ignore": described("不用这些规则", "Not these rules.", ignored),
        "severity": described(
            "改变规则的级别",
            "Other levels for rules.",
            table(levels_of_findings) | {"propertyNames": {"$ref": "#/definitions/rule"}},
        ),
        "fail-on": described(
            "达到此级别时退出码为 1", "From which level on the exit status is 1.", choice(list(FAIL_ON))
        ),
        "year": year,
        "level": level,
        "lang": described("信息的语言", "The language of the messages.", choice(list(get_args(Lang)))),
        "format": described("输出格式", "The format of what is printed.", choice(list(FORMATS))),
        "jobs": described(
            "同时检查的进程数，0 为处理器核数",
            "How many processes check; 0: one a core.",
            whole_number(0, JOBS),
        ),
        "quiet": described(
            "每个问题只显示位置和一句话，不显示进度", "One line a finding, and no progress.", flag
        ),
        "passed": described("同时列出核对过的每个等式", "Also list every equation that was checked.", flag),
        "statistics": described("另按规则、按文件统计问题", "Also count by rule and by file.", flag),
        "hide-waived": described(
            "不列出已豁免和基线中的问题，只计数",
            "Count what is waived or in the baseline, but do not list it.",
            flag,
        ),
        "max-warnings": described(
            "警告超过这么多处时退出码也为 1", "More warnings make the run fail.", whole_number(0, WARNINGS)
        ),
        "baseline": described(
            "基线文件，路径从本文件所在的文件夹算起", "The baseline, from the folder of this file.", text
        ),
        "include": described(
            "检查文件夹时只看这些文件，写法同 .gitignore",
            "Which files of folders are checked, as in .gitignore.",
            texts({"type": "string"}),
        ),
        "exclude": described(
            "检查文件夹时不看这些文件", "Which files of folders are not checked.", texts({"type": "string"})
        ),
        "formats": described(
            "本单位自己的格式文件所在的文件夹",
            "The folder with formats of your own.",
            texts({"type": "string"}),
        ),
        "rules": described(
            "本单位自己的规则", "Python modules with rules of your own.", texts({"type": "string"})
        ),
        "rule-pages": described(
            "规则说明的网址，含 {name} 或 {code}", "The address of rule pages, with {name} or {code}.", text
        ),
        "words": described("加到错别字名单里：错的 = 对的", "More slips: wrong = right.", table(word)),
        "per-file-ignores": described(
            "某些文件不用的规则", "Rules that are not used for some files.", table(ignored)
        ),
        "per-file": described(
            "某些文件的年度、类别、机关",
            "Year, level and agency of some files.",
            table(record({"year": year, "level": level, "agency": text})),
        ),
        "waiver": described(
            "豁免，可以有很多条",
            "Findings that do not count, with the reason.",
            {"type": "array", "items": waiver},
        ),
    }
    head: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "nianbao.toml"}
    return head | record(properties) | {"definitions": {"rule": rule()}}


def whole_number(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


if __name__ == "__main__":
    print(json.dumps(schema()))  # in ASCII, whatever the terminal's encoding
