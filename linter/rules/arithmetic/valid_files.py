import re
from collections.abc import Iterator

from ....grammar import Cell, Report, Row, Table
from ....grammar.formats.format import Stock
from ....grammar.regex import Regex
from ...audit import Audit
from ...findings import Problem, Related, Severity
from ...messages import Message, Phrase
from ...places import address
from ...prose.sentences import Sentence, of_this_body, of_year, sentences
from ...registry import rule

VALID = Message(
    zh="“{row}”：{whole} {found}，少于{first} {one} 减{second} {two} 的 {expected}",
    en="“{row}”: {whole} {found}, less than {first} {one} less {second} {two}, {expected}",
)
PUBLIC = Message(
    zh="“{row}”：{whole} {found}，少于{first} {one}", en="“{row}”: {whole} {found}, less than {first} {one}"
)
ITEMS = Message(
    zh="“{row}”：{first} {one}，{second} {two}，合 {found}；正文写的是 {claim} 项",
    en="“{row}”: {first} {one}, {second} {two}, makes {found}; the prose says {claim}",
)
CLAIM = Message(zh="正文：{claim} 项", en="prose: {claim}")
_CLAIM = r"(?P<between>[^。;]{0,30}?)(?:增至|增加到|减至|减少到|达到|现有|共有) ?(?P<claim>[0-9]+) ?项"


@rule("NB306", "valid-files", Severity.INFO)
def valid_files(audit: Audit) -> Iterator[Problem]:
    for table in audit.tables():
        for block in table.blocks:
            for row in block.rows if block.format.stocks else ():
                if row.format and row.fits:
                    for stock in block.format.stocks:
                        yield from _differs(audit, table, row, stock)


def _differs(audit: Audit, table: Table, row: Row, stock: Stock) -> Iterator[Problem]:
    figures = {
        cell.column: cell
        for cell in row.cells
        if cell.value is not None and (table.id, cell.row, cell.column) not in audit.blamed
    }
    wanted = (stock.total, stock.before, stock.added, stock.removed)
    if all(column in figures for column in wanted if column):
        added, removed = figures[stock.added], figures.get(stock.removed)
        if stock.total:
            yield from _less(table, row, figures[stock.total], added, removed)
        else:
            yield from _claimed(audit.report, table, row, figures[stock.before], added)


def _names(row: Row) -> dict[str, str]:
    return {column.id: column.label for column in row.columns}


def _less(table: Table, row: Row, whole: Cell, first: Cell, second: Cell | None = None) -> Iterator[Problem]:
    """There are at least as many as came new, less those that went."""
    assert row.format and whole.value is not None and first.value is not None
    least = first.value - (second.value or 0 if second else 0)
    if whole.value < least:
        names = _names(row)
        values = {
            "row": row.format.name,
            "whole": names[whole.column],
            "found": whole.value,
            "first": names[first.column],
            "one": first.value,
        }
        phrase: Phrase = PUBLIC(**values)
        if second:
            phrase = VALID(**values, second=names[second.column], two=second.value, expected=least)
        yield Problem(phrase, whole.span, address(table, whole.row, whole.column), found=whole.text)


def _claimed(report: Report, table: Table, row: Row, previous: Cell, change: Cell) -> Iterator[Problem]:
    """Last year's items and their change are as many as the prose says there are now."""
    assert row.format and previous.value is not None and change.value is not None
    found = list(_claims(report, table, row.format.name))
    total = previous.value + change.value
    if found and all(int(match["claim"]) != total for _, match in found):
        sentence, match = found[0]
        names, claim = _names(row), match["claim"]
        first, second = names[previous.column], names[change.column]
        phrase = ITEMS(
            row=row.format.name,
            first=first,
            one=previous.text,
            second=second,
            two=change.text,
            found=total,
            claim=claim,
        )
        related = Related(CLAIM(claim=claim), sentence.span(match, "claim"))
        yield Problem(
            phrase,
            change.span,
            address(table, change.row, change.column),
            found=change.text,
            related=(related,),
        )


def _claims(report: Report, table: Table, name: str) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """The numbers of a row's items that the prose gives for this year; no other row may be named between."""
    claim = Regex(re.escape(name) + _CLAIM, needs=name)
    if not claim.may_be_in(report.prose):
        return
    others = [row.name for row in table.format.rows.values()]
    for sentence in sentences(report, "overview", "proactive"):
        for match in claim.finditer(sentence.text):
            if not any(other in match["between"] for other in others) and _of_all(sentence, report):
                yield sentence, match


def _of_all(sentence: Sentence, report: Report) -> bool:
    """Whether a sentence is about this body and this year."""
    return report.year is not None and of_year(sentence, report.year.value) and of_this_body(sentence)
