import re
from collections.abc import Iterator

from ....grammar import Cell, Report, Row, Table
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

_STOCKS = {"valid", "public_total", "previous_items"}


@rule("NB306", "valid-files", Severity.INFO)
def valid_files(audit: Audit) -> Iterator[Problem]:
    for table in audit.tables():
        stocks = [
            block.rows
            for block in table.blocks
            if not _STOCKS.isdisjoint(column.id for column in block.format.columns)
        ]
        for row in (row for rows in stocks for row in rows if row.format and row.fits):
            figures = {cell.column: cell for cell in row.cells if cell.value is not None}
            if {"made", "repealed", "valid"} <= figures.keys():
                yield from _less(table, row, figures["valid"], figures["made"], figures["repealed"])
            if {"new_published", "public_total"} <= figures.keys():
                yield from _less(table, row, figures["public_total"], figures["new_published"])
            if {"previous_items", "change"} <= figures.keys():
                yield from _claimed(audit.report, table, row, figures["previous_items"], figures["change"])


def _names(row: Row) -> dict[str, str]:
    return {column.id: column.label for column in row.columns}


def _less(table: Table, row: Row, whole: Cell, first: Cell, second: Cell | None = None) -> Iterator[Problem]:
    """What is in force is at least what came new, less what was repealed."""
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
    """What the prose says of a row's items in this year; nothing of another row may stand between."""
    claim = Regex(re.escape(name) + _CLAIM)
    others = [row.name for row in table.format.rows.values()]
    for sentence in sentences(report, "overview", "proactive"):
        if report.year and of_year(sentence, report.year.value) and of_this_body(sentence):
            for match in claim.finditer(sentence.text):
                if not any(other in match["between"] for other in others):
                    yield sentence, match
