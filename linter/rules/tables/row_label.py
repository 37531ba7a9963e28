from collections.abc import Iterator

from ....grammar import Report
from ....grammar.formats.format import RowFormat, key
from ....grammar.model import Renamed
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...places import address, printed
from ...registry import rule

WRONG = Message(zh="行标签“{found}”应为“{expected}”", en="row label “{found}” should be “{expected}”")
ABSENT = Message(zh="这一行没有标签，应为“{expected}”", en="this row has no label; it should be “{expected}”")
ORDINALS = Message(
    zh="{table}有 {count} 个行标签缺少序号，如“{found}”应为“{expected}”",
    en="{count} row labels of {table} lack their number: “{found}” should be “{expected}”",
)
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
CHANGE_ALL = Message(zh="补上序号", en="add the numbers")
MANY = 3


@rule("NB204", "row-label", Severity.WARNING)
def row_label(report: Report) -> Iterator[Problem]:
    for table in report.tables.values():
        if table.doubt:
            continue
        renamed = table.row_differences.renamed
        bare = [one for one in renamed if _lacks_ordinal(one)]
        if len(bare) >= MANY:
            # Word numbers such labels by itself, and a copy as text loses all numbers at once.
            first = bare[0]
            edits = tuple(Edit(one.label.span, one.expected.label) for one in bare)
            phrase = ORDINALS(
                table=table.format.name,
                count=len(bare),
                found=first.label.text,
                expected=first.expected.label,
            )
            related = tuple(Related(CHANGE(expected=one.expected.label), one.label.span) for one in bare[1:])
            yield Problem(
                phrase,
                first.label.span,
                address(table),
                related=related,
                fixes=(Fix(CHANGE_ALL(), edits, safe=True),),
            )
        for one in renamed:
            if one in bare and len(bare) >= MANY:
                continue
            found = printed(report, one.label)
            expected = one.expected.label
            fix = Fix(CHANGE(expected=expected), (Edit(one.label.span, expected),), safe=one.similar)
            yield Problem(
                (WRONG if found else ABSENT)(found=found, expected=expected),
                one.label.span,
                address(table, one.expected.id),
                expected=expected,
                found=found,
                fixes=(fix,) if found else (),
            )


def _lacks_ordinal(one: Renamed[RowFormat]) -> bool:
    found, expected = key(one.label.text), key(one.expected.label)
    return bool(found) and expected[1:] == found
