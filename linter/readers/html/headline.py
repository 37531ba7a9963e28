"""The title of a page that names a report, for pages whose article has none.

<title>青禾县民政局2023年政府信息公开工作年度报告_青禾县人民政府</title>
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....grammar.regex import Regex
from .lines import PageLine, Run
from .tree import Element

_IN_HEAD = Regex(
    r"<title[^<>]{0,200}>(?P<title>[^<&]{1,300})</title"
    r"|<meta\s[^<>]{0,40}?name\s*=\s*[\"']?(?:ArticleTitle|og:title|title)[\"']?\s+content\s*=\s*[\"'](?P<meta>[^<>&\"']{1,300})",
    re.IGNORECASE,
)
_REPORT = Regex(r"[^\s_|>»–—-][^_|>»–—-]{0,60}信息公开[^_|>»–—。-]{0,14}(?:报告|年报)")
_HEAD = 20_000  # characters in which the head of a page ends


def with_headline(lines: Sequence[PageLine], page: str) -> list[PageLine]:
    """The lines of an article, with the title of the page in front if none of the first lines is one."""
    if any(_REPORT.fullmatch(line.text.strip()) for line in lines if not line.cells):
        return list(lines)
    for match in _IN_HEAD.finditer(page, 0, _HEAD):
        group = match.lastgroup or ""
        named = _REPORT.search(page, match.start(group), match.end(group))
        if named and re.search(r"20\d\d", named[0]):
            run = Run(named[0], named.start(), named.end())
            return [PageLine(Element("title", "", match.start(), None), [run]), *lines]
    return list(lines)
