"""A report whose front, overview and closing a test gives, as it is read."""

from __future__ import annotations

from nianbao.grammar import Report, Source, parse

SECTIONS = (
    "一、总体情况\n{overview}\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    "六、其他需要报告的事项\n无。\n"
)


def read(front: str, overview: str = "年内工作有序开展。", closing: str = "") -> Report:
    return parse(Source("a.md", f"{front}\n{SECTIONS.format(overview=overview)}{closing}\n"))
