"""What would set a finding right, said alike in every format.

Where several changes would do, all are said and none as a fact. One that changes a figure or a statement is
to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding
from .words import CONFIRM, FIX, FIX_ASK, LAST_OF_SEVERAL, ONE_OF_THESE


def settled(finding: Finding) -> str | None:
    """The expected text, if there is no other way to set the finding right."""
    return finding.problem.expected if len(finding.fixes) < 2 else None


def remedy(finding: Finding, lang: str) -> str:
    """What to write instead, in one phrase; empty where nothing can be set right by writing."""
    titles = [fix.title.text(lang) for fix in finding.fixes]
    if len(titles) > 1:
        others = ("、" if lang == "zh" else ", ").join(titles[:-1])
        said = LAST_OF_SEVERAL(others=others, last=titles[-1]).text(lang)
    elif titles and (not finding.problem.expected or len(finding.fixes[0].edits) > 1):
        said = titles[0]
    else:
        said = finding.problem.expected or ""
    unsafe = said and any(not fix.safe for fix in finding.fixes)
    return CONFIRM(remedy=said).text(lang) if unsafe else said


def offers(finding: Finding, lang: str) -> Iterator[str]:
    """Each fix on a line."""
    for fix in finding.fixes:
        yield (FIX if fix.safe else FIX_ASK)(title=fix.title).text(lang)
    if len(finding.fixes) > 1:
        yield ONE_OF_THESE().text(lang)
