"""The page of a rule: what it means, why, on what basis, with examples that are run as tests."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from ..grammar.regex import Regex
from .registry import Rule

_HEAD = Regex(
    r"# (?P<code>[A-Z]{2,}\d{3}) (?P<name>[a-z-]+) (?P<title>.+)\n\n(?P<summary>.+)\n\n\*(?P<english>.+)\*\n"
)
_EXAMPLE = Regex(r"```markdown\n(?P<text>.*?)```\n(?:\n```findings\n(?P<findings>.*?)```\n)?", re.DOTALL)


class Example(Struct, frozen=True):
    """A report, or a part of one, and what the rule says of it: lines of `line:column message`; none for a correct one."""

    text: str
    findings: tuple[str, ...]


class Page(Struct, frozen=True):
    """`title` and `summary` are Chinese, `english` is the summary in English, `text` the whole page in Markdown."""

    title: str
    summary: str
    english: str
    text: str
    examples: tuple[Example, ...]


@cache
def page_of(rule: Rule) -> Page:
    """Read a rule's page. Raises ValueError if its head is not that of the rule."""
    text = rule.page.read_text("utf-8")
    head = _HEAD.match(text)
    if not head or (head["code"], head["name"]) != (rule.code, rule.name):
        raise ValueError(
            f"{rule.page.name} must begin with “# {rule.code} {rule.name} …”, a summary, and the summary in English in *…*"
        )
    examples = tuple(
        Example(match["text"], tuple((match["findings"] or "").splitlines()))
        for match in _EXAMPLE.finditer(text)
    )
    return Page(head["title"], head["summary"], head["english"], text, examples)
