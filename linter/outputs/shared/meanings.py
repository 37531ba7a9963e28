"""Explanations of the rules that found something."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from ....grammar.regex import Regex
from ...findings import Severity
from ...messages import Message
from ...pages import page_of
from ...registry import all_rules

EXPLAIN = Message(
    zh="运行 nianbao explain {code} 可查看说明和例子。",
    en="nianbao explain {code} shows the page with examples.",
)
_CHAPTER = Regex(r"^## (?P<title>.+)\n\n(?P<text>(?:(?!#|```).+\n?|\n)+)", re.MULTILINE)
_LINK = Regex(r"\[(?P<words>[^\]]*)\]\([^)]*\)")
_SENTENCE = Regex("(?<=[。；])")
_REASONS = ("为什么", "依据", "例外")


class Named(NamedTuple):
    """A rule as findings name it."""

    code: str
    name: str
    url: str | None  # of its page


class Meaning(Struct, frozen=True):
    """A rule in words. Of a rule that is not ours only the name is known."""

    code: str
    name: str
    url: str | None
    family: str
    severity: Severity | None  # the usual one; None for a rule that is not ours
    title: str
    summary: str
    page: str  # in Markdown and Chinese; empty for a rule that is not ours

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Why the rule exists, its legal basis, and its exceptions: headings and texts of its page."""
        found = [(chapter["title"], chapter["text"].strip()) for chapter in _CHAPTER.finditer(self.page)]
        return [(title, text) for title, text in found if title in _REASONS]

    @property
    def basis(self) -> str:
        """The legal basis in one sentence; empty where the page names none."""
        text = next((text for title, text in self.chapters if title == "依据"), "")
        plain = _LINK.sub(r"\g<words>", "".join(text.split("\n\n")[0].splitlines())).replace("`", "")
        return _SENTENCE.split(plain, maxsplit=1)[0]


def meanings_of(named: Iterable[Named], lang: str) -> list[Meaning]:
    """The meanings of rules, each once, in order of their codes."""
    distinct = {rule.code: rule for rule in named}
    return [meaning_of(distinct[code], lang) for code in sorted(distinct)]


@cache
def title_of(code: str, lang: str) -> str:
    """The title of a rule; empty for one that is not ours."""
    rule = next((rule for rule in all_rules() if rule.code == code), None)
    if rule is None:
        return ""
    return page_of(rule).title if lang == "zh" else rule.name


@cache
def meaning_of(named: Named, lang: str) -> Meaning:
    """The meaning of a rule."""
    rule = next((rule for rule in all_rules() if (rule.code, rule.name) == named[:2]), None)
    if rule is None:
        return Meaning(*named, family="", severity=None, title=named.name, summary=named.name, page="")
    page = page_of(rule)
    title, summary = (page.title, page.summary) if lang == "zh" else (rule.name, page.english)
    return Meaning(*named, rule.family, rule.severity, title, summary, page.text)
