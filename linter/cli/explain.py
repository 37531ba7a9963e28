"""`nianbao explain`: the page of a rule."""

from __future__ import annotations

import argparse

from ..config import UsageError
from ..pages import page_of
from ..registry import UnknownRule, find_rules
from ..settings.tables import unknown_rule
from .arguments.options import add_config_options, add_language, fail, own_rules


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "说明一条规则：查什么、为什么、依据和例子。"
    parser.add_argument("rule", metavar="规则", help="代码或名称，如 NB301 或 unbalanced-requests")
    add_config_options(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        rules = find_rules(options.rule, own_rules(options))
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except UnknownRule as error:
        return fail([unknown_rule(error)], options.lang)
    print("\n".join(page_of(rule).text for rule in rules), end="")
    return 0
