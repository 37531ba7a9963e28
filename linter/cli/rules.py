"""`nianbao rules`: the list of rules."""

from __future__ import annotations

import argparse

from ..config import UsageError
from ..outputs.shared.words import SEVERITIES
from ..pages import page_of
from ..registry import all_rules
from .arguments.options import add_config_options, add_language, fail, own_rules


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "列出全部规则。"
    add_config_options(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        rules = [*all_rules(), *own_rules(options)]
    except UsageError as error:
        return fail(error.phrases, options.lang)
    for rule in rules:
        page = page_of(rule)
        severity = SEVERITIES[rule.severity]().text(options.lang)
        title, width = (page.title, 4) if options.lang == "zh" else (page.english, 8)
        print(f"{rule.code}  {severity:<{width}}{rule.name:<22}{title}")
    return 0
