import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ....grammar import Report, Section, Span
from ....grammar.regex import Regex
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...prose.aspects import OVERVIEW
from ...prose.items import LEAD, Item, Numbering, items, items_of
from ...registry import rule

SKIPPED = Message(zh="“{found}”前面缺少“{expected}”", en="“{expected}” is missing before “{found}”")
REPEATED = Message(
    zh="序号“{found}”重复，应为“{expected}”", en="the number “{found}” is repeated; it should be “{expected}”"
)
WRONG = Message(zh="序号“{found}”应为“{expected}”", en="the number “{found}” should be “{expected}”")
UNORDERED = Message(
    zh="序号“{found}”次序不对，应为“{expected}”",
    en="the number “{found}” is out of order; it should be “{expected}”",
)
UNNUMBERED = Message(zh="“{text}”缺少序号“{expected}”", en="“{text}” lacks its number “{expected}”")
MIXED = Message(
    zh="“{found}”与前后的序号不同级，应为“{expected}”",
    en="“{found}” is of another level than its neighbours; it should be “{expected}”",
)
LEVEL = Message(
    zh="“{found}”与部分标题的序号同级，应为“{expected}”",
    en="“{found}” is numbered like a section; it should be “{expected}”",
)
RENUMBER = Message(
    zh="改为“{expected}”，后面的依次重新编号", en="change to “{expected}” and number those behind it on"
)
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
INSERT = Message(zh="加上“{expected}”", en="insert “{expected}”")

NUMERALS = "零一二三四五六七八九十"
NEAR = 3  # so many numbers may be lost; a larger gap is something else
HEADING = 14  # characters of the heading of a part
SIGNS = {
    Numbering.BRACKET: "（{}）",
    Numbering.SECTION: "{}、",
    Numbering.POINT: "{}.",
    Numbering.FIGURE: "（{}）",
}
# Which marks end the sequences of others.
ABOVE = {
    Numbering.BRACKET: (Numbering.SECTION,), Numbering.SECTION: (),
    Numbering.POINT: (Numbering.BRACKET, Numbering.SECTION),
    Numbering.FIGURE: (Numbering.BRACKET, Numbering.SECTION, Numbering.POINT),
}  # fmt: skip
STRAYING = (Numbering.SECTION, Numbering.POINT)  # styles of items that are on a wrong level
_FIRST = Regex("首先|第一|其一|一方面|一来|一则|一为|一要|一是")
_INTRODUCED = Regex("以下|如下|几个?方面")
_FIGURE = Regex("[0-9]")
_TURN = Regex("下一?步|措施|打算|问题")


@rule("NB115", "item-numbering", Severity.WARNING)
def item_numbering(report: Report) -> Iterator[Problem]:
    for section in report.distinct_sections:
        if section.tables or (section.format and section.format.table):
            continue
        if any(item.style for line in section.lines for item in items_of(line.text)):
            yield from _Numbering(report, section).problems()


class _Numbering:
    """The numbers of the items in one section."""

    def __init__(self, report: Report, section: Section) -> None:
        self.report, self.section = report, section
        self.items = list(items(section.lines))
        self.mended: set[Span] = set()  # marks that a problem speaks of already

    def problems(self) -> Iterator[Problem]:
        styles = {item.style for item in self.items}
        yield from self._unnumbered()
        if not styles.isdisjoint(STRAYING):
            yield from self._levels()
        for style in Numbering:
            if style in styles and style is not Numbering.SECTION:
                for run in self._runs(style):
                    yield from self._faults(run)

    # ── Sequences ───────────────────────────────────────────────────────────

    def _runs(self, style: Numbering) -> Iterator[list[Item]]:
        """The sequences of a style, each from 1 on, or from what comes first."""
        run: list[Item] = []
        last: Item | None = None  # the line before
        for item in self.items:
            if item.style is style and item.mark not in self.mended and self._counts(item, bool(run)):
                again = item.value == 1 and not (
                    len(run) == 1 and run[0].value == 1 and self._repeats(item, last)
                )
                if run and again:
                    yield run
                    run = []
                run.append(item)
            elif item.style in ABOVE.get(style, (Numbering.BRACKET,)):
                if run:
                    yield run
                run = []
            if not item.before:
                last = item
        if run:
            yield run

    @staticmethod
    def _counts(item: Item, running: bool) -> bool:
        """Whether an item belongs to a sequence; one within a sentence does not, unless it is spoken."""
        if item.style in (Numbering.SPOKEN, Numbering.MUST, Numbering.ORDINAL) or item.before in (
            "",
            "。",
            "!",
            "?",
        ):
            return True
        return item.before == ":" and item.value == 1 and not running

    def _repeats(self, item: Item, last: Item | None) -> bool:
        """Whether a second number one is a slip rather than the beginning of another sequence."""
        if item.style is Numbering.BRACKET:
            return not self._introduces(last, item)
        return item.style in (Numbering.SPOKEN, Numbering.MUST) and item.before in (";", ",")

    def _introduces(self, line: Item | None, item: Item) -> bool:
        """Whether the line before an item, which has no number, introduces a list of its own."""
        if line is None or line.style:
            return False
        if (
            len(line.lead) <= HEADING
            or _INTRODUCED.search(line.lead)
            or (len(line.lead) < LEAD and _TURN.search(line.lead))
        ):
            return True
        return self.report.source.text[: item.mark.start].rstrip(" \n*#").endswith(":")

    def _faults(self, run: Sequence[Item]) -> Iterator[Problem]:
        if run[0].value != 1:
            if self._begins_late(run):
                expected = self._sign(run[0], 1)
                yield Problem(
                    SKIPPED(found=self._quote(run[0].mark), expected=expected), run[0].mark, expected=expected
                )
            return
        due = 1
        for number, item in enumerate(run):
            value, following = item.value, run[number + 1].value if number + 1 < len(run) else 0
            rest = run[number:]
            if value == due:
                due += 1
            elif value > due and self._elsewhere(run[number - 1], item, due):
                return  # the number is there after all, but not at the beginning of a line
            elif following == due + 1 or (value == due - 1 and not following):
                yield self._problem(REPEATED if value == due - 1 else WRONG, item, due, [item], safe=True)
                due += 1
            elif value == due - 1:
                yield self._problem(REPEATED, item, due, rest if _consecutive(rest) else [], safe=True)
                due = value + 1
            elif value == due + 1 and following == due:
                yield self._problem(UNORDERED, item, due, [], safe=False)
                return
            elif due < value <= due + NEAR:
                yield self._problem(SKIPPED, item, due, rest if _consecutive(rest) else [], safe=False)
                due = value + 1
            else:
                return  # no sequence after all

    def _begins_late(self, run: Sequence[Item]) -> bool:
        """Whether the beginning of a sequence is lost."""
        first = run[0]
        if first.style is Numbering.BRACKET:
            before = self.items[: self.items.index(first)]
            return first.value <= NEAR and not any(
                item.style in SIGNS and item.value == first.value - 1 for item in before
            )
        if first.style is Numbering.SPOKEN and len(run) > 1 and first.value == 2 and run[1].value == 3:
            start = self.section.heading.span.end
            return not _FIRST.search("".join(self.report.source.text[start : first.mark.start].split()))
        return False

    def _elsewhere(self, before: Item, item: Item, value: int) -> bool:
        """Whether the number that is missing stands between two items after all, if in another form."""
        if value > 10 or any(before.at <= mark.start < item.mark.start for mark in self.mended):
            return True
        text = "".join(self.report.source.text[before.at : item.mark.start].split())
        if item.style in (Numbering.POINT, Numbering.FIGURE):
            return bool(re.search(rf"(?<![0-9]){value}[.、)]", text))
        if item.style is Numbering.BRACKET:
            return bool(re.search(rf"\({NUMERALS[value]}\)|{NUMERALS[value]}、", text))
        return bool(
            re.search(rf"{NUMERALS[value]}[是要则,]|[第其]{NUMERALS[value]}|最后|再次|此外|另外", text)
        )

    # ── Levels ──────────────────────────────────────────────────────────────

    def _levels(self) -> Iterator[Problem]:
        """Items numbered like sections, and single ones that are numbered unlike their neighbours."""
        brackets = [item for item in self.items if item.style is Numbering.BRACKET and not item.before]
        for before, after in zip([None, *brackets], [*brackets, None], strict=True):
            stray = self._stray(before, after)
            near = before or after
            if stray and near:
                self.mended.add(stray.mark)
                expected = self._sign(near, stray.value)
                fix = Fix(CHANGE(expected=expected), (Edit(stray.mark, expected),), safe=True)
                yield Problem(
                    MIXED(found=self._quote(stray.mark), expected=expected),
                    stray.mark,
                    expected=expected,
                    fixes=(fix,),
                )
        alike = [
            item
            for item in self.items
            if item.style is Numbering.SECTION and not item.before and item.mark not in self.mended
        ]
        if len(alike) > 1 and self.section.point == "、" and [item.value for item in alike[:2]] == [1, 2]:
            inner = any(item.mark < alike[0].mark for item in brackets)
            expected = (
                SIGNS[Numbering.POINT].format(1) if inner else SIGNS[Numbering.BRACKET].format(NUMERALS[1])
            )
            yield Problem(
                LEVEL(found=self._quote(alike[0].mark), expected=expected), alike[0].mark, expected=expected
            )

    def _stray(self, before: Item | None, after: Item | None) -> Item | None:
        """The one item that has the number missing between two items, or at either end, in another style."""
        wanted = before.value + 1 if before else 1
        if not (before or after) or (after and after.value != wanted + 1):
            return None
        start, end = before.mark if before else Span(0, 0), after.mark if after else self.items[-1].mark
        between = [
            item
            for item in self.items
            if start < item.mark <= end and item.style in STRAYING and not item.before
        ]
        for item in between:
            if item.value == wanted:
                alike = sum(other.style is item.style for other in between)
                return item if alike == 1 else None
        return None

    # ── Parts without a number ──────────────────────────────────────────────

    def _unnumbered(self) -> Iterator[Problem]:
        """Headings of aspects without a number among others that have one."""
        if not self.section.format or self.section.format.id != OVERVIEW:
            return
        brackets = [item for item in self.items if item.style is Numbering.BRACKET and not item.before]
        parts = [
            item
            for item in self.items
            if item in brackets or (not item.before and item.style is None and self._heads(item, brackets))
        ]
        numbered = [item for item in parts if item.style]
        if (
            len(numbered) < 2
            or len(numbered) == len(parts)
            or any(item.style and item.value != place for place, item in enumerate(parts, 1))
        ):
            return
        for place, item in enumerate(parts, 1):
            if item.style:
                self.mended.add(item.mark)
            else:
                expected = self._sign(numbered[0], place)
                fix = Fix(INSERT(expected=expected), (Edit(item.mark, expected),), safe=True)
                span = Span(item.at, item.at + len(item.lead))
                yield Problem(
                    UNNUMBERED(text=item.lead, expected=expected), span, expected=expected, fixes=(fix,)
                )

    def _heads(self, item: Item, numbered: Sequence[Item]) -> bool:
        """Whether a line is the heading of an aspect that no item with a number has."""
        if len(item.lead) > HEADING or _FIGURE.search(item.lead):
            return False
        headed = "，".join(other.lead for other in numbered)
        return any(
            name in item.lead and aspect.name not in headed and aspect.label not in headed
            for aspect in self.report.format.aspects
            for name in (aspect.label, aspect.name)
        )

    # ── Words ───────────────────────────────────────────────────────────────

    def _problem(
        self, message: Message, item: Item, value: int, renumbered: Sequence[Item], safe: bool
    ) -> Problem:
        expected = self._sign(item, value)
        edits = tuple(Edit(one.numeral, _numeral(one, value + place)) for place, one in enumerate(renumbered))
        title = (RENUMBER if len(edits) > 1 else CHANGE)(expected=expected)
        fixes = (Fix(title, edits, safe),) if edits else ()
        return Problem(
            message(found=self._quote(item.mark), expected=expected),
            item.mark,
            expected=expected,
            found=self._quote(item.mark),
            fixes=fixes,
        )

    def _sign(self, item: Item, value: int) -> str:
        """A number in the style of an item, with the brackets and points that it has in the file."""
        before = self.report.source.quote(Span(item.mark.start, item.numeral.start))
        after = self.report.source.quote(Span(item.numeral.end, item.mark.end))
        return f"{before}{_numeral(item, value)}{after}".strip()

    def _quote(self, span: Span) -> str:
        return self.report.source.quote(span).strip()


def _numeral(item: Item, value: int) -> str:
    if item.style in (Numbering.POINT, Numbering.FIGURE):
        return str(value)
    return NUMERALS[value] if value <= 10 else f"十{NUMERALS[value - 10]}"


def _consecutive(run: Sequence[Item]) -> bool:
    return all(b.value == a.value + 1 for a, b in pairwise(run))
