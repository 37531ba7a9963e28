from collections.abc import Iterator
from decimal import Decimal

from ....grammar.claims.reading import Accuracy
from ....grammar.regex import Regex
from ...claims.prose import Prose
from ...claims.readings import figures
from ...claims.statements import Statement
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...prose.sentences import of_this_body, of_year
from ...registry import rule

TWO = Message(
    zh="同一件事正文有两个数：这里写“{found}”，另一处写“{other}”",
    en="the prose has two figures for one thing: “{found}” here, “{other}” elsewhere",
)
OTHER = Message(zh="这里写“{other}”", en="“{other}” here")

_PERIOD = Regex(
    "季度|半年|[0-9一二三四五六七八九十]月份?|月均|每月|日均|截至|以来|首次|期间"
)  # a part of the year
_ROLES = frozenset(
    (
        "new",
        "received",
        "finished",
        "granted",
        "carried_in",
        "carried_out",
        "made",
        "repealed",
        "valid",
        "upheld",
        "corrected",
    )
)


@rule("NB511", "two-figures", Severity.INFO)
def two_figures(prose: Prose) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], Statement] = {}
    against = {id(contradiction.statement) for contradiction in prose.contradictions}
    for statement in prose.statements:
        claim = statement.claim
        if id(statement) in against or not _comparable(prose, statement):
            continue
        other = first.setdefault((claim.topic, claim.role, claim.who), statement)
        if (
            other.sentence != statement.sentence
            and claim.quantity.value != other.claim.quantity.value
            and not _told_by_a_table(prose, other, statement)
        ):
            printed, before = (prose.audit.report.source.quote(one.claim.span) for one in (statement, other))
            related = Related(OTHER(other=before), other.claim.span)
            yield Problem(TWO(found=printed, other=before), claim.span, found=printed, related=(related,))


def _comparable(prose: Prose, statement: Statement) -> bool:
    """Whether a claim counts all cases of this body in the report's year, in one unambiguous word."""
    claim, year = statement.claim, prose.audit.report.year
    if (
        year is None
        or (claim.role not in _ROLES and claim.topic != "processing")
        or claim.partly
        or claim.scope
        or claim.last
        or claim.part_of
        or claim.zero
    ):
        return False
    if (
        claim.year not in (None, year.value)
        or claim.quantity.accuracy is not Accuracy.EXACT
        or claim.quantity.value == 0
    ):
        return False
    sentence = statement.sentence
    return of_this_body(sentence) and of_year(sentence, year.value) and not _PERIOD.search(sentence.text)


def _told_by_a_table(prose: Prose, *statements: Statement) -> bool:
    """Whether the table tells of each that it is right, so that they count different things."""
    return all(statement.claim.quantity.value in _amounts(prose, statement) for statement in statements)


def _amounts(prose: Prose, statement: Statement) -> set[Decimal]:
    return {figure.value for figure in figures(statement.claim, prose.audit)}
