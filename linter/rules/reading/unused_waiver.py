from collections.abc import Iterator

from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule
from ...waivers import Grant, Waivers

UNUSED = Message(
    zh="{waiver}（{rule}）没有用上：这里没有这个问题，请删去",
    en="{waiver} ({rule}) is not needed: there is no such problem here; remove it",
)
OTHER = Message(
    zh="{waiver}（{rule}）没有用上：这里的问题是 {others}",
    en="{waiver} ({rule}) has no effect: the problem here is {others}",
)
EXPIRED = Message(
    zh="{waiver}（{rule}）已于 {until} 到期，请改正问题，或者重新约定期限",
    en="{waiver} ({rule}) expired on {until}; mend the problem, or agree on another day",
)
_SHOWN = 3


@rule("NB007", "unused-waiver", Severity.WARNING)
def unused_waiver(waivers: Waivers) -> Iterator[Problem]:
    for grant in waivers.idle:
        if grant.flaw:
            yield Problem(grant.flaw, grant.at)
        elif grant.expired(waivers.today):
            yield Problem(EXPIRED(waiver=grant.name, rule=grant.rule, until=grant.waiver.until), grant.at)
        elif not grant.shared:
            others = _others(grant, waivers)
            yield Problem(
                (OTHER if others else UNUSED)(waiver=grant.name, rule=grant.rule, others=others), grant.at
            )


def _others(grant: Grant, waivers: Waivers) -> str:
    """The rules that found something where a waiver applies; empty for a waiver of a whole file."""
    if not grant.covers and not grant.cell:
        return ""
    codes = sorted(
        {finding.code for finding in waivers.findings if grant.reaches(finding) and not finding.waived}
    )
    return ",".join(codes[:_SHOWN]) + ("…" if len(codes) > _SHOWN else "")
