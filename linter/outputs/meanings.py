"""What the rules mean that found something, for outputs that explain themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ...grammar.regex import Regex
from ..findings import Severity
from ..messages import Message
from ..pages import page_of
from ..registry import all_rules

EXPLAIN = Message(
    zh="运行 nianbao explain {code} 可查看说明和例子。",
    en="nianbao explain {code} shows the page with examples.",
)
_CHAPTER = Regex(r"^## (?P<title>.+)\n\n(?P<text>(?:(?!#|```).+\n?|\n)+)", re.MULTILINE)
_REASONS = ("为什么", "依据", "例外")


class Named(NamedTuple):
    """A rule as findings name it; `url`: the address of its page, where there is one."""

    code: str
    name: str
    url: str | None


class Meaning(NamedTuple):
    """A rule in words. `severity`: its own, None for a rule that is not ours; `page`: its page in Markdown, which is Chinese, else empty."""

    code: str
    name: str
    url: str | None
    family: str
    severity: Severity | None
    title: str
    summary: str
    page: str

    @property
    def chapters(self) -> list[tuple[str, str]]:
        """Why the rule is there, on what basis, and what it leaves alone: headings and texts."""
        found = [(chapter["title"], chapter["text"].strip()) for chapter in _CHAPTER.finditer(self.page)]
        return [(title, text) for title, text in found if title in _REASONS]


def meanings_of(named: Iterable[Named], lang: str) -> list[Meaning]:
    """What rules mean, each once, by their codes."""
    distinct = {rule.code: rule for rule in named}
    return [meaning_of(distinct[code], lang) for code in sorted(distinct)]


@cache
def meaning_of(named: Named, lang: str) -> Meaning:
    """What a rule means. Of a rule that is not ours only its name is known."""
    rule = next((rule for rule in all_rules() if (rule.code, rule.name) == named[:2]), None)
    if rule is None:
        return Meaning(*named, family="", severity=None, title=named.name, summary=named.name, page="")
    page = page_of(rule)
    title, summary = (page.title, page.summary) if lang == "zh" else (rule.name, page.english)
    return Meaning(*named, rule.family, rule.severity, title, summary, page.text)
