"""`nianbao explain`: the pages of rules."""

from __future__ import annotations

import argparse
import sys

from ..config import UsageError
from ..pages import page_of
from ..registry import Rule, UnknownRule, find_rules
from ..settings.tables import unknown_rule
from .arguments.options import add_config_options, add_language, fail, own_rules


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = "说明规则：查什么、为什么、依据和例子。"
    parser.add_argument(
        "rules", nargs="+", metavar="规则", help="代码、代码开头或名称，如 NB301、NB3 或 unbalanced-requests"
    )
    add_config_options(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    try:
        own = own_rules(options)
        found = {rule.code: rule for wanted in options.rules for rule in find_rules(wanted, own)}
    except UsageError as error:
        return fail(error.phrases, options.lang)
    except UnknownRule as error:
        return fail([unknown_rule(error)], options.lang)
    pages = [_page(rule, options.lang) for rule in found.values()]
    if len(pages) > 1:
        pages.insert(0, "".join(f"{rule.code}  {_title(rule, options.lang)}\n" for rule in found.values()))
    text = "\n".join(pages)
    if len(pages) > 1 and sys.stdout.isatty():
        import pydoc  # slow to load

        pydoc.pager(text)  # as PAGER says, else `less` or `more`
    else:
        print(text, end="")
    return 0


def _title(rule: Rule, lang: str) -> str:
    page = page_of(rule)
    return page.title if lang == "zh" else page.english


def _page(rule: Rule, lang: str) -> str:
    """The page of a rule. In English, what it checks; the rest of the page is there in Chinese only."""
    page = page_of(rule)
    if lang == "zh":
        return page.text
    return f"# {rule.code} {rule.name}\n\n{page.english}\n\nThe page in Chinese:\n\n{page.text}"
