"""The page of a rule: its meaning, reason and legal basis, with examples that tests run."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from ..grammar.regex import Regex
from .registry import Rule

_HEAD = Regex(
    r"# (?P<code>[A-Z]{2,}\d{3}) (?P<name>[a-z-]+) (?P<title>.+)\n\n(?P<summary>.+)\n\n\*(?P<english>.+)\*\n"
)
_FORMAT = Regex(r"```toml\n(.*?)```\n", re.DOTALL)
_EXAMPLE = Regex(r"```markdown\n(?P<text>.*?)```\n(?:\n```findings\n(?P<findings>.*?)```\n)?", re.DOTALL)


class Example(Struct, frozen=True):
    """A report or a part of one, with the findings of the rule in it."""

    text: str
    findings: tuple[str, ...]  # lines of `line:column message`; none for a correct one


class Page(Struct, frozen=True):
    """The page of a rule. Its examples follow the official formats or a format of its own."""

    title: str  # in Chinese
    summary: str  # in Chinese
    english: str  # the summary in English
    text: str  # the whole page in Markdown
    examples: tuple[Example, ...]
    format: str = ""  # the file of a format that the examples need, in TOML


@cache
def page_of(rule: Rule) -> Page:
    """Read a rule's page. Raises ValueError if its head does not match the rule."""
    text = rule.page.read_text("utf-8")
    head = _HEAD.match(text)
    if not head or (head["code"], head["name"]) != (rule.code, rule.name):
        raise ValueError(
            f"{rule.page.name} must begin with “# {rule.code} {rule.name} …”, a summary,"
            " and the summary in English in *…*"
        )
    examples = tuple(
        Example(match["text"], tuple((match["findings"] or "").splitlines()))
        for match in _EXAMPLE.finditer(text)
    )
    format = _FORMAT.search(text)
    return Page(head["title"], head["summary"], head["english"], text, examples, format[1] if format else "")
