"""`nianbao rules` and `nianbao explain`: the list of rules and their pages."""

from __future__ import annotations

import argparse
import sys

from ..findings import Message
from ..outputs.text import SEVERITIES
from ..pages import page_of
from ..registry import UnknownRule, all_rules, find_rules

UNKNOWN_RULE = Message(zh="没有规则“{wanted}”，是不是“{near}”？", en="no rule {wanted!r}; did you mean {near}?")


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    listing = commands.add_parser("rules", help="列出全部规则 (list the rules)", description="列出全部规则。")
    listing.set_defaults(run=list_rules)
    page = commands.add_parser("explain", help="说明一条规则 (explain a rule)", description="说明一条规则：查什么、为什么、依据和例子。")
    page.add_argument("rule", metavar="规则", help="代码或名称，如 NB301 或 unbalanced-requests")
    page.set_defaults(run=explain)
    for parser in (listing, page):
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="信息的语言 (default: zh)")


def list_rules(options: argparse.Namespace) -> int:
    for rule in all_rules():
        page = page_of(rule)
        severity = SEVERITIES[rule.severity]().text(options.lang)
        print(f"{rule.code}  {severity:<{4 if options.lang == 'zh' else 8}}{rule.name:<22}{page.title if options.lang == 'zh' else page.english}")
    return 0


def explain(options: argparse.Namespace) -> int:
    try:
        rules = find_rules(options.rule)
    except UnknownRule as error:
        print(f"nianbao: {UNKNOWN_RULE(wanted=error.wanted, near=error.near).text(options.lang)}", file=sys.stderr)
        return 2
    print("\n".join(page_of(rule).text for rule in rules), end="")
    return 0
