import re
from collections.abc import Iterator

from ....grammar import Table
from ....grammar.regex import Regex
from ...claims.contradictions import ClaimKind
from ...claims.prose import Prose
from ...config import Config
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...places import address
from ...prose.sentences import Sentence, of_this_body, of_year, sentences
from ...registry import rule

ZERO = Message(
    zh="{table}全是 0，总体情况却写有“{claim}”",
    en="all figures of {table} are 0, but the prose says “{claim}”",
)
CLAIM = Message(zh="总体情况：{count}", en="prose: {count}")

_COUNT = "(?P<count>[1-9][0-9]*) ?"
_CLAIMS = {
    "requests": (
        Regex(
            rf"(?:新收到?|收到|受理|办结|答复)[^,。;0-9]{{0,12}}?政府信息公开申请(?:表|书|事项)?[^,。;0-9]{{0,4}}?{_COUNT}[件条宗份起个例]",
            needs="政府信息公开申请",
        ),
        Regex(
            rf"(?:新收到?|收到|受理|办结|答复)[^,。;0-9]{{0,6}}?{_COUNT}[件条宗份起个例]的?政府信息公开申请",
            needs="政府信息公开申请",
        ),
    ),
    "remedies": (
        Regex(
            rf"(?<=信息公开).{{0,30}}?(?:行政复议|行政诉讼)(?:案件|申请|案)?[^,。;0-9未无没不]{{0,4}}?{_COUNT}[件起宗例]",
            needs=("行政复议", "行政诉讼"),
        ),
    ),
}
# The rules that compare such a claim with the figures; where one of them speaks, this one does not.
_COMPARED = {
    ClaimKind.REQUESTS: "NB501",
    ClaimKind.OUTCOME: "NB502",
    ClaimKind.CARRIED: "NB503",
    ClaimKind.REMEDIES: "NB504",
    ClaimKind.ZERO: "NB507",
}
_DENIED = Regex("未|没|无|不|零")
_AS_REVIEWER = Regex("办理|审理|受理|审结|指导|答复")  # who decides on reviews speaks of other bodies' cases


@rule("NB215", "all-zero-table", Severity.WARNING)
def all_zero_table(prose: Prose, config: Config) -> Iterator[Problem]:
    audit, year = prose.audit, prose.audit.report.year
    for table in audit.tables():
        claims = _CLAIMS.get(table.id, ())
        if not claims or year is None or not _all_zero(table) or _is_compared(table, prose, config):
            continue
        found = [
            (sentence, match)
            for sentence in sentences(audit.report, "overview")
            if (match := _claim(sentence, year.value, table.id))
        ]
        if found:
            sentence, match = found[0]
            related = Related(CLAIM(count=match["count"]), sentence.span(match, "count"))
            first = next(row for row in table.rows if row.format and row.fits)
            yield Problem(
                ZERO(table=table.format.name, claim=match[0]),
                first.cells[-1].span,
                address(table),
                found="0",
                related=(related,),
            )


def _all_zero(table: Table) -> bool:
    return not any(cell.value for cell in table.cells.values()) and any(
        cell.value == 0 for cell in table.cells.values()
    )


def _is_compared(table: Table, prose: Prose, config: Config) -> bool:
    """Whether another rule says of a claim that this table contradicts it."""
    return any(
        config.chooses(_COMPARED[one.kind])
        for one in prose.contradictions
        if one.kind in _COMPARED and one.figures[0].reading.table == table.id
    )


def _claim(sentence: Sentence, year: int, table: str) -> re.Match[str] | None:
    """The words of a sentence that report cases brought to or against this body this year."""
    for claim in _CLAIMS[table]:
        for match in claim.finditer(sentence.text):
            said = sentence.clause_before(match.start()) + match[0]
            if not _DENIED.search(said) and (table == "requests" or not _AS_REVIEWER.search(said)):
                return match if of_year(sentence, year) and of_this_body(sentence) else None
    return None
