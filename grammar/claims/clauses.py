"""Read the clauses of a sentence from left to right into claims.

A figure belongs to the words before it in its clause, or to those right after it. No unknown word may stand
between them, so that a figure of something else never becomes a claim. A clause takes the words that it lacks
from earlier clauses of the sentence.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from .assertions import all_finished, all_upheld, claim, stated
from .phrases import Phrase
from .quantities import Group, Item, Quantity, Share
from .subjects import DOER, UNKNOWN, Context, Subject, all_flow, is_outcome
from .vocabulary import WEAK, WordToken

_ENDS_PHRASE = frozenset(("PAUSE", "JOIN", "PARTS", "EACH", "CHANGE"))
_HAPPENED = frozenset(("ROLE", "WHO", "CARRIED", "CARRIED_IN", "CARRIED_OUT"))
_NARROWS = frozenset(("OTHER", "ZERO", "ALL", "SKIPPED", "OPENLY"))
_EQUALS = ("为", "数", "共", "计")  # what is printed behind these counts without a unit


def read_clauses(clauses: list[list[Item]], context: Context) -> None:
    """Read the clauses of a sentence or of brackets into the claims of a context."""
    for clause in clauses:
        year, last = context.year, context.last
        reader = _Clause(context, clause)
        reader.read()
        if reader.changing:
            context.year, context.last = year, last


class _Clause:
    """Reads one clause in phrases, each of which ends with its figure."""

    def __init__(self, context: Context, items: list[Item]) -> None:
        self.context, self.items = context, items
        self.phrase = Phrase(context)
        self.changing = False  # it compares with another year
        self.blocked = False  # its further figures count what nobody can tell
        self.figures = False

    def read(self) -> None:
        place = 0
        while place < len(self.items):
            item = self.items[place]
            place += 1
            if isinstance(item, Quantity):
                place = self._quantity(item, place)
            elif isinstance(item, Group):
                self._group(item)
            elif isinstance(item, Share):
                self._share(item)
            else:
                self._word(item, place)
        self._finish()

    # ── Words ─────────────────────────────────────────────────────────────

    def _word(self, token: WordToken, place: int) -> None:
        if token.type == "CHANGE":
            self.changing = True
        elif token.type == "EACH":
            self._align(place)
        else:
            self.phrase.word(token, self.items[place] if place < len(self.items) else None)
        if token.text != "的" and token.type in ("CHANGE", "EACH"):
            self.phrase.adjacent = False

    def _align(self, place: int) -> None:
        """Give each of the next figures one of the subjects, as after 分别为."""
        phrase = self.phrase
        subjects = phrase.subjects(one_by_one=True)
        if not subjects and not phrase.named and not phrase.foreign and not phrase.lead:
            return
        figures = sum(isinstance(item, Quantity) for item in self.items[place:])
        last = self.items[-1]
        # A clause that ends with a pause continues, so its list is not complete.
        if (
            len(subjects) > 1
            and figures == len(subjects)
            and not (isinstance(last, WordToken) and last.type == "PAUSE")
        ):
            phrase.listed = subjects
        else:
            self.blocked = True
            self.context.of_others = True

    # ── Figures ───────────────────────────────────────────────────────────

    def _quantity(self, quantity: Quantity, place: int) -> int:
        """Read a figure and the words right after it, and return the place of the next item."""
        phrase = self.phrase
        unit = self.context.vocabulary.units.get(quantity.unit, "")
        if phrase.none and quantity.value == 1 and quantity.unit and not phrase.subject.topic:  # 未收到一件
            return place
        if unit == "time" or self.changing or phrase.unclear:
            phrase.begin()
            return place
        self._count(quantity)
        if phrase.listed:
            self._next_of_list(quantity)
            return place
        if not self.blocked:
            before = self.items[place - 2] if place > 1 else None
            place = self._behind(place)
            self._assert(quantity, unit, isinstance(before, WordToken) and before.text in _EQUALS)
        phrase.begin()
        return place

    def _count(self, quantity: Quantity) -> None:
        """Note that a figure was met."""
        phrase, context = self.phrase, self.context
        if not self.figures:
            context.latest, self.figures = [], True
        phrase.start = quantity.span.start if phrase.start is None else phrase.start
        phrase.end = quantity.span.end
        if context.parts:
            context.total += quantity.value

    def _next_of_list(self, quantity: Quantity) -> None:
        """Give a figure the subject that waits for it."""
        subject = self.phrase.listed.pop(0)
        if subject not in (UNKNOWN, DOER):
            claim(self.phrase, subject, quantity)
        self.blocked = not self.phrase.listed

    def _assert(self, quantity: Quantity, unit: str, equals: bool) -> None:
        """Make claims of a figure if it counts something that the words name."""
        phrase, context = self.phrase, self.context
        subjects = phrase.subjects()
        counted = unit in ("cases", "money") or (not unit and (not quantity.value or equals))
        if phrase.none and quantity.value and _came_in(subjects):
            claim(phrase, subjects[0], stated(phrase), zero=True)  # 未收到申请2件 denies what it counts
        elif not subjects or not counted or (phrase.none and quantity.value):
            unknown = phrase.foreign or phrase.lead
            if not (phrase.subject.is_named or unknown):
                context.add_up(quantity)
            if unit and unknown and not (phrase.subject.is_named and unit == "money"):
                context.of_others = True
                context.topic = ""
        elif len(subjects) == 1 or not quantity.value or phrase.all or all_flow(subjects):
            for subject in subjects:
                claim(phrase, subject, quantity)

    def _behind(self, place: int) -> int:
        """Read the words after a figure that name its subject, and return the place of the next item.

        Examples are 5件政府信息公开申请, 8件予以公开 and 3件由自然人提出.
        """
        phrase, end = self.phrase, place
        while end < len(self.items):
            item = self.items[end]
            if isinstance(item, WordToken) and item.type == "SCOPE":
                self.context.frame("SCOPE", item.text)
            if isinstance(item, (Quantity, Share)) or (
                isinstance(item, WordToken) and item.type in _ENDS_PHRASE
            ):
                break
            end += 1
        rest = self.items[place:end]
        tokens = [item for item in rest if isinstance(item, WordToken) and item.text != "的"]
        alone = end == len(self.items) or not isinstance(self.items[end], (Quantity, Share))
        if (
            tokens
            and tokens[0].type == "TOPIC"
            and not phrase.subject.topic
            and (tokens[0].text not in WEAK or self.context.topic == tokens[0].id)
        ):
            place += rest.index(tokens[0]) + 1
            self._word(tokens.pop(0), place)
            if not phrase.subject.role and any(token.type == "OTHER" for token in tokens):
                # 12件申请作了登记
                phrase.subject = replace(phrase.subject, partly=True)
        elif tokens and tokens[0].type == "TOPIC" and not phrase.subject.topic:
            place += rest.index(tokens[0]) + 1
            phrase.foreign = True
        elif (
            tokens
            and tokens[0].type in ("OTHER", "CHANNEL")
            and not phrase.subject.topic
            and not (is_outcome(phrase.subject.role) or phrase.subject.who)
        ):
            phrase.foreign = True
        if phrase.subject.role or phrase.subject.who or phrase.named or not alone or not tokens:
            return place
        if phrase.lead or any(token.type in _NARROWS for token in tokens):
            return place
        told = next((token for token in tokens if token.type in _HAPPENED), None)
        if told is None:
            return place
        self._word(told, place)
        return end

    def _group(self, group: Group) -> None:
        """Read brackets, which are about the figure before them.

        Brackets before a figure narrow its subject.
        """
        context, phrase = self.context, self.phrase
        whole = context.latest[-1].quantity if context.latest and not phrase.subject.is_named else None
        inner = replace(
            context,
            claims=[],
            parts=True,
            whole=whole,
            wholes=context.latest,
            total=Decimal(0),
            kind_of_part="",
            latest=context.latest,
        )
        if not self.changing:
            read_clauses(group.clauses, inner)
            context.claims += inner.claims
        if phrase.subject.is_named and not group.adds_nothing:
            phrase.subject = replace(phrase.subject, partly=True)

    def _share(self, share: Share) -> None:
        phrase = self.phrase
        rates = [item for item in self.items if isinstance(item, WordToken) and item.type == "RATE"]
        if len(rates) == 1 and share.text.replace(" ", "") in ("100%", "百分之百"):
            phrase.start, phrase.end = rates[0].start_pos, rates[0].end_pos
            all_finished(phrase)
        phrase.begin()

    def _finish(self) -> None:
        """End the clause, and make claims of words that need no figure."""
        phrase, subject = self.phrase, self.phrase.subject
        if subject.topic and not subject.partly:
            self.context.topic = subject.topic
        if phrase.start is None or self.changing or self.blocked or phrase.foreign:
            return
        roles = {one.role for one in (*phrase.named, *([subject] if subject.is_named else []))}
        if phrase.all and not phrase.none and roles == {"finished"}:
            all_finished(phrase)
        elif phrase.all and not phrase.none and roles == {"upheld"}:
            all_upheld(phrase)
        elif phrase.none and not phrase.narrowed and not self.figures:
            for subject in phrase.subjects():
                claim(phrase, subject, stated(phrase), zero=True)


def _came_in(subjects: list[Subject]) -> bool:
    return [one.topic for one in subjects] == ["requests"] and subjects[0].role in ("received", "new")
