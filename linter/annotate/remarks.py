"""The text beside a marked finding: message, both figures, related places, fixes and rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine import Examination
from ..findings import Finding
from ..messages import Message
from ..outputs.shared.meanings import Named, meaning_of
from ..outputs.shared.related import related_places
from ..outputs.shared.remedies import offers, settled
from ..outputs.shared.words import SEVERITIES

AUTHOR, INITIALS = "nianbao", "年"
SAID = Message(zh="【{severity}】{message}", en="[{severity}] {message}")
FIGURES = Message(zh="应为：{expected}　现为：{found}", en="expected: {expected}; found: {found}")
EXPECTED = Message(zh="应为：{expected}", en="expected: {expected}")
RELATED = Message(zh="相关：{text}", en="see: {text}")
RULE = Message(zh="规则：{code} {title}", en="rule: {code} {title}")
ON_BASIS = Message(zh="{rule}。依据：{basis}", en="{rule}. Basis, in Chinese: {basis}")
MANY = 8  # related places that are listed
MORE = Message(zh="……另有 {count} 处", en="… and {count} more")


def remark(finding: Finding, examination: Examination, lang: str) -> list[str]:
    """The lines of text for a finding, the message first."""
    severity = SEVERITIES[finding.severity]().text(lang)
    return [
        SAID(severity=severity, message=finding.message).text(lang),
        *_details(finding, examination, lang),
    ]


def _details(finding: Finding, examination: Examination, lang: str) -> Iterator[str]:
    expected, found = settled(finding), finding.problem.found
    if expected:
        figures = FIGURES(expected=expected, found=found) if found else EXPECTED(expected=expected)
        yield figures.text(lang)
    related = related_places(finding, examination, lang)
    yield from (RELATED(text=one.text).text(lang) for one in related[:MANY])
    if len(related) > MANY:
        yield MORE(count=len(related) - MANY).text(lang)
    yield from offers(finding, lang)
    meaning = meaning_of(Named(finding.code, finding.name, finding.url), lang)
    rule = RULE(code=finding.code, title=meaning.title)
    # Whoever gets the copy has no program to ask for the basis.
    yield (ON_BASIS(rule=rule, basis=meaning.basis) if meaning.basis else rule).text(lang)
