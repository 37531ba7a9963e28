"""`nianbao rules`: the list of rules."""

from __future__ import annotations

import argparse
import json

from ..config import UsageError
from ..outputs.shared.words import SEVERITIES
from ..pages import page_of
from ..registry import ON_DEMAND, Rule, UnknownRule, all_rules, find_rules
from ..settings.tables import unknown_rule
from .arguments.options import add_config_options, add_language, fail, own_rules


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "列出规则：全部的，或者指定的。"
    parser.add_argument(
        "wanted", nargs="*", metavar="规则", help="代码、代码开头、名称或标题里的词，如 NB3、标点；默认全部"
    )
    parser.add_argument(
        "-f", "--format", choices=("text", "json"), default="text", help="输出格式，默认 text"
    )
    add_config_options(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        own = own_rules(options)
        rules = _wanted(options.wanted, own) if options.wanted else [*all_rules(), *own]
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except UnknownRule as error:
        return fail([unknown_rule(error)], options.lang)
    if options.format == "json":
        print(json.dumps([_data(rule) for rule in rules], ensure_ascii=False, indent=2))
        return 0
    width = max(len(rule.name) for rule in rules) + 2
    for rule in rules:
        page = page_of(rule)
        severity = SEVERITIES[rule.severity]().text(options.lang)
        title, columns = (page.title, 4) if options.lang == "zh" else (page.english, 8)
        print(f"{rule.code}  {severity:<{columns}}{rule.name:<{width}}{title}")
    return 0


def _wanted(wanted: list[str], own: tuple[Rule, ...]) -> list[Rule]:
    """The rules that are asked for, also by words of their titles. Raises `UnknownRule`."""
    rules: dict[str, Rule] = {}
    for text in wanted:
        titled = [rule for rule in (*all_rules(), *own) if not text.isascii() and text in page_of(rule).title]
        rules |= {rule.code: rule for rule in titled or find_rules(text, own)}
    return [rules[code] for code in sorted(rules)]


def _data(rule: Rule) -> dict[str, object]:
    page = page_of(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "family": rule.family,
        "title": page.title,
        "summary": page.summary,
        "english": page.english,
        "on": rule.code not in ON_DEMAND,
    }
