"""`nianbao rules`: the list of rules."""

from __future__ import annotations

import argparse

from ..outputs.text import SEVERITIES
from ..pages import page_of
from ..registry import all_rules
from .options import add_language


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "列出全部规则。"
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    for rule in all_rules():
        page = page_of(rule)
        severity = SEVERITIES[rule.severity]().text(options.lang)
        print(f"{rule.code}  {severity:<{4 if options.lang == 'zh' else 8}}{rule.name:<22}{page.title if options.lang == 'zh' else page.english}")
    return 0
