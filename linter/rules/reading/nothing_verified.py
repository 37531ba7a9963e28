from collections.abc import Iterator

from ...audit import Audit
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...places import address
from ...registry import rule
from ...tables.blanks import blank_tables, nothing_filled_in

NOTHING = Message(
    zh="{tables}都没有填数字，没有一个等式得到核对。没有的也应填 0",
    en="{tables} hold no figures, so not one equation was verified; where there are none, write 0",
)
ALSO = Message(zh="{table}没有填数字", en="{table} holds no figures")


@rule("NB009", "nothing-verified", Severity.ERROR)
def nothing_verified(audit: Audit) -> Iterator[Problem]:
    if not nothing_filled_in(audit):
        return
    first, *others = blank_tables(audit)
    names = "、".join(table.format.name for table in (first, *others))
    yield Problem(
        NOTHING(tables=names),
        first.blocks[0].span,
        address(first),
        related=tuple(Related(ALSO(table=table.format.name), table.blocks[0].span) for table in others),
    )
