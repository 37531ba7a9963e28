"""Read the clauses of a sentence from left to right into claims.

A figure belongs to the words before it in its clause, or to those right after it. No unknown word may stand
between them, so that a figure of something else never becomes a claim. A clause takes the words that it lacks
from earlier clauses of the sentence.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import dropwhile

from msgspec.structs import replace

from ..text.maps import Span
from .quantities import ZERO, Group, Item, Quantity, Share
from .subjects import (
    DECIDED,
    DOER,
    FLOW,
    ON_REQUEST,
    REMEDIES,
    UNKNOWN,
    Claim,
    Context,
    Subject,
    all_flow,
    counts_all,
    each,
    fits,
    is_outcome,
    measures,
    together,
    with_role,
)
from .vocabulary import WEAK, WordToken


def read_clauses(clauses: list[list[Item]], context: Context) -> None:
    """Read the clauses of a sentence or of brackets into the claims of a context."""
    for clause in clauses:
        year, last = context.year, context.last
        reader = _Clause(context, clause)
        reader.read()
        if reader.changing:
            context.year, context.last = year, last


def _of_remedies(claims: list[Claim] | None) -> bool:
    return bool(claims) and claims is not None and claims[-1].topic in REMEDIES


class _Clause:
    """Reads one clause from left to right in phrases, each of which ends with its figure."""

    def __init__(self, context: Context, items: list[Item]) -> None:
        self.context, self.items = context, items
        self.changing = self.blocked = self.figures = False
        self.aligned: list[Subject] = []
        self.begin()

    def begin(self) -> None:
        """Begin a new phrase."""
        self.named: list[Subject] = []
        self.none = self.all = self.unclear = self.narrowed = self.caused = False
        self.start: int | None = None
        self.end = 0
        self.next_subject()

    def next_subject(self) -> None:
        self.subject = Subject()
        self.lead = self.foreign = False
        self.adjacent = False  # an unknown word comes right before

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
        context, kind = self.context, token.type
        if kind == "TOPIC":
            self._topic(token, place)
        elif kind == "ROLE" and "+" in token.id and self._comes_apart(place):
            for role in token.id.split("+"):
                self.subject = replace(self.subject, role=role)
                self._push()
        elif kind in ("ROLE", "CARRIED_IN", "CARRIED_OUT"):
            self._role(token)
        elif kind == "WHO":
            self.subject = replace(self.subject, who=token.id)
        elif kind == "ZERO":
            self.none = True
        elif kind == "ALL":
            self.all = not self.lead
        elif kind == "CAUSE":
            self.caused = True
        elif kind == "CARRIED":
            self._carried(token)
        elif kind == "YEAR":
            context.year, context.last = int(token.text[:4]), False
        elif kind == "LAST":
            context.last = True
        elif kind == "THIS":
            context.last = context.narrow = False
        elif kind in ("DATE", "PERIOD"):
            context.narrow = True
        elif kind == "SCOPE":
            context.scope += (token.text,) if token.text not in context.scope else ()
        elif kind == "CHANGE":
            self.changing = True
        elif kind == "CHANNEL":
            # In “all were answered by letter”, the channel narrows nothing.
            self.subject = replace(self.subject, partly=not self.all or self.subject.partly)
        elif kind == "PARTS":
            self.begin()
            context.parts = True
            context.whole = context.latest[-1].quantity if context.latest else None
            context.wholes, context.total, context.kind_of_part = context.latest, Decimal(0), ""
        elif kind == "EACH":
            self._align(place)
        elif kind == "AMONG":
            self._among()
        elif kind in ("PAUSE", "JOIN"):
            self._push()
        elif kind in ("OTHER", "SKIPPED", "OPENLY", "DOCUMENT", "OPEN_END", "RATE"):
            if (
                kind == "OPENLY"
                and context.parts
                and context.topic == "requests"
                and not self.subject.is_named
            ):
                self.subject = replace(self.subject, role="granted")
            elif self.subject.is_named or kind == "OPEN_END":
                self.foreign = True
            else:
                self.lead = True
                self.narrowed |= self.none
        if kind in ("TOPIC", "ROLE", "WHO", "ZERO", "ALL", "CARRIED", "CARRIED_IN", "CARRIED_OUT"):
            self.start = token.start_pos if self.start is None else self.start
            self.end = token.end_pos
        if token.text != "的":
            self.adjacent = kind in ("OTHER", "SKIPPED", "OPENLY", "DOCUMENT")

    def _comes_apart(self, place: int) -> bool:
        """Whether two outcomes in one word have a figure each, as in 予以公开和部分公开分别为."""
        following = self.items[place] if place < len(self.items) else None
        return isinstance(following, WordToken) and following.type == "EACH"

    def _topic(self, token: WordToken, place: int) -> None:
        if self.caused and token.id in REMEDIES and (self.subject.topic == "requests" or self.subject.role):
            self.subject = Subject(role=self.subject.role if self.subject.role in ("received", "new") else "")
        subject, weak = self.subject, token.text in WEAK
        if weak and subject.topic:  # an application for a decision is not the decision
            self.subject = replace(subject, partly=subject.partly or subject.topic != token.id)
            return
        following = self.items[place] if place < len(self.items) else None
        if weak and isinstance(following, WordToken) and following.type == "TOPIC":
            return
        partly = self.foreign or (self.lead and not self.none and not subject.role)
        beside = self.named and self.named[-1] in (
            replace(self.named[-1], topic=topic, partly=False) for topic in REMEDIES
        )  # 行政复议、诉讼
        bare = (
            weak
            and self.context.topic != token.id
            and not is_outcome(subject.role)
            and not (beside and token.id in REMEDIES)
        )
        self.foreign, self.context.mentioned = False, token.id
        if subject.word in WEAK and subject.topic:
            subject = Subject()
        partly |= subject.partly
        self.subject = replace(
            subject,
            topic=token.id,
            word=token.text,
            partly=partly or bare,
            bare=bare and not partly,
            verb=bool(subject.role),
        )

    def _role(self, token: WordToken) -> None:
        if (
            token.text in ("共收到", "共登记")
            and (self.lead or self.foreign)
            and not self.none
            and not self.aligned
        ):
            self.begin()
        subject = with_role(self.subject, token.id)
        if subject.role == "other" and not (subject.topic or self.context.topic):
            self.lead = True
        speaks = subject.role in FLOW or (is_outcome(subject.role) and not subject.role.startswith("carried"))
        # In 留言办结, the role may be about something else if no topic follows.
        others = self.adjacent and not self.subject.is_named and speaks
        self.subject = replace(subject, others=subject.others or others)

    def _carried(self, token: WordToken) -> None:
        """Read words for requests carried over from or into a year that has a number."""
        year = self.context.year or self.context.report_year
        named, before = int(re.sub("[^0-9]", "", token.text)), token.text.startswith("20")
        if year is None or named != (year - 1 if before else year + 1):
            self.unclear = True
        else:
            self._role(
                WordToken(
                    token.type,
                    token.start_pos,
                    token.end_pos,
                    token.text,
                    "carried_in" if before else "carried_out",
                )
            )

    def _among(self) -> None:
        """Let later figures count parts of the current subject, as in 申请中有2件."""
        if self.subject.is_named:
            self.context.topic = self.subject.topic or self.context.topic
            # In 已办结的申请中, it is clear which requests are meant.
            whole = self.subject.bare and self.subject.role in FLOW
            self.context.narrow |= (self.subject.partly and not whole) or self.foreign
            self.begin()

    def _push(self) -> None:
        """Put the subject in the list of joined subjects, and begin another one."""
        if self.foreign:
            self.named.append(UNKNOWN)
        elif self.lead and not self.subject.is_named:
            self.named.append(DOER)
        elif self.subject.is_named:
            self.named.append(self.subject)
        elif not self.named:
            return
        self.next_subject()

    def _subjects(self, one_by_one: bool = False) -> list[Subject]:
        """Return the subjects of the next figure: several if they are joined, none if one is unknown.

        `one_by_one` asks for the subjects of a list in which each has a figure of its own.
        """
        last = UNKNOWN if self.foreign or (self.lead and not self.subject.is_named) else self.subject
        found = [*self.named, *([last] if last == UNKNOWN or self.subject.is_named else [])]
        # The list may hold other things too, as in 提案、申请分别为.
        if one_by_one and len(found) > 1 and found[0] == UNKNOWN:
            return found
        if not one_by_one and last.role in FLOW and (last.verb or not last.topic):
            found = list(dropwhile(lambda subject: subject == DOER, found))
        if UNKNOWN in found or DOER in found:
            return []
        if not one_by_one and (whole := together(found)):
            return [whole]
        return each(found)

    def _align(self, place: int) -> None:
        """Give each of the next figures one of the subjects, as after 分别为."""
        subjects = self._subjects(one_by_one=True)
        if not subjects and not self.named and not self.foreign and not self.lead:
            return
        figures = sum(isinstance(item, Quantity) for item in self.items[place:])
        last = self.items[-1]
        # A clause that ends with a pause continues, so its list is not complete.
        if (
            len(subjects) > 1
            and figures == len(subjects)
            and not (isinstance(last, WordToken) and last.type == "PAUSE")
        ):
            self.aligned = subjects
        else:
            self.blocked = True
            self.context.of_others = True

    # ── Figures ───────────────────────────────────────────────────────────

    def _quantity(self, quantity: Quantity, place: int) -> int:
        """Read a figure and the words right after it, and return the place of the next item."""
        context = self.context
        unit = context.vocabulary.units.get(quantity.unit, "")
        if self.none and quantity.value == 1 and quantity.unit and not self.subject.topic:  # 未收到一件
            return place
        if unit == "time" or self.changing or self.unclear:
            self.begin()
            return place
        if not self.figures:
            context.latest, self.figures = [], True
        self.start = quantity.span.start if self.start is None else self.start
        self.end = quantity.span.end
        if context.parts:
            context.total += quantity.value
        if self.aligned:
            if self.aligned[0] not in (UNKNOWN, DOER):
                self._claim(self.aligned[0], quantity)
            self.aligned.pop(0)
            if not self.aligned:
                self.blocked = True
            return place
        if self.blocked:
            self.begin()
            return place
        place = self._behind(place)
        subjects = self._subjects()
        before = self.items[place - 2] if place > 1 else None
        counted = unit in ("cases", "money") or (
            not unit
            and (
                not quantity.value
                or (isinstance(before, WordToken) and before.text in ("为", "数", "共", "计"))
            )
        )
        if (
            self.none
            and quantity.value
            and [subject.topic for subject in subjects] == ["requests"]
            and subjects[0].role in ("received", "new")
        ):
            # 未收到申请2件 denies the requests that it counts.
            self._claim(subjects[0], replace(ZERO, span=Span(self.start, self.end)), zero=True)
            self.begin()
            return place
        if not subjects or not counted or (self.none and quantity.value):
            if not (self.subject.is_named or self.foreign or self.lead):
                context.add_up(quantity)
            if unit and (self.foreign or self.lead) and not (self.subject.is_named and unit == "money"):
                context.of_others = True
                context.topic = ""
            self.begin()
            return place
        if len(subjects) > 1 and quantity.value and not self.all and not all_flow(subjects):
            subjects = []
        for subject in subjects:
            self._claim(subject, quantity)
        self.begin()
        return place

    def _behind(self, place: int) -> int:
        """Read the words after a figure that name its subject, and return the place of the next item.

        Examples are 5件政府信息公开申请, 8件予以公开 and 3件由自然人提出.
        """
        end = place
        while end < len(self.items):
            item = self.items[end]
            if isinstance(item, WordToken) and item.type == "SCOPE" and item.text not in self.context.scope:
                self.context.scope += (item.text,)
            if isinstance(item, (Quantity, Share)) or (
                isinstance(item, WordToken) and item.type in ("PAUSE", "JOIN", "PARTS", "EACH", "CHANGE")
            ):
                break
            end += 1
        rest = self.items[place:end]
        tokens = [item for item in rest if isinstance(item, WordToken) and item.text != "的"]
        alone = end == len(self.items) or not isinstance(self.items[end], (Quantity, Share))
        if (
            tokens
            and tokens[0].type == "TOPIC"
            and not self.subject.topic
            and (tokens[0].text not in WEAK or self.context.topic == tokens[0].id)
        ):
            place += rest.index(tokens[0]) + 1
            self._word(tokens.pop(0), place)
            if not self.subject.role and any(token.type == "OTHER" for token in tokens):  # 12件申请作了登记
                self.subject = replace(self.subject, partly=True)
        elif tokens and tokens[0].type == "TOPIC" and not self.subject.topic:
            place += rest.index(tokens[0]) + 1
            self.foreign = True
        elif (
            tokens
            and tokens[0].type in ("OTHER", "CHANNEL")
            and not self.subject.topic
            and not (is_outcome(self.subject.role) or self.subject.who)
        ):
            self.foreign = True
        if self.subject.role or self.subject.who or self.named or not alone or not tokens:
            return place
        if self.lead or any(token.type in ("OTHER", "ZERO", "ALL", "SKIPPED", "OPENLY") for token in tokens):
            return place
        told = next(
            (
                token
                for token in tokens
                if token.type in ("ROLE", "WHO", "CARRIED", "CARRIED_IN", "CARRIED_OUT")
            ),
            None,
        )
        if told is None:
            return place
        self._word(told, place)
        return end

    def _group(self, group: Group) -> None:
        """Read brackets, which are about the figure before them.

        Brackets before a figure narrow its subject.
        """
        context = self.context
        whole = context.latest[-1].quantity if context.latest and not self.subject.is_named else None
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
        if self.subject.is_named and not group.adds_nothing:
            self.subject = replace(self.subject, partly=True)

    def _share(self, share: Share) -> None:
        rates = [item for item in self.items if isinstance(item, WordToken) and item.type == "RATE"]
        if len(rates) == 1 and share.text.replace(" ", "") in ("100%", "百分之百"):
            self.start, self.end = rates[0].start_pos, rates[0].end_pos
            self._all_finished()
        self.begin()

    # ── Ends ──────────────────────────────────────────────────────────────

    def _finish(self) -> None:
        """End the clause, and make claims of words that need no figure."""
        subject = self.subject
        if subject.topic and not subject.partly:
            self.context.topic = subject.topic
        if self.start is None or self.changing or self.blocked:
            return
        roles = {one.role for one in (*self.named, *([subject] if self.subject.is_named else []))}
        if self.all and not self.none and not self.foreign and roles == {"finished"}:
            self._all_finished()
        elif self.all and not self.none and not self.foreign and roles == {"upheld"}:
            self._all_upheld()
        elif self.none and not self.foreign and not self.narrowed and not self.figures:
            for subject in self._subjects():
                self._claim(subject, replace(ZERO, span=Span(self.start, self.end)), zero=True)

    def _all_finished(self) -> None:
        """Claim that every request is finished, as in 均已办结 and 办结率100%."""
        latest, subject = self.context.named, self.subject
        if latest is None:
            said = (
                subject.topic == "requests" and subject.word not in WEAK and subject.role in ("", "finished")
            )
        else:
            said = all(map(counts_all, latest)) and any(
                claim.role != "carried_in" and claim.quantity.value for claim in latest
            )
        if said:
            self._say("requests", "all_finished", subject)

    def _all_upheld(self) -> None:
        """Claim that no case had another result, as in 均维持."""
        latest = self.context.latest
        if latest and all(
            claim.topic in REMEDIES and claim.role in ("", "received", "new", "processed") for claim in latest
        ):
            for topic in {
                claim.topic: None
                for claim in latest
                if claim.quantity.value and not claim.partly and self.subject.topic in ("", claim.topic)
            }:
                self._say(topic, "all_upheld", self.subject)

    def _say(self, topic: str, role: str, subject: Subject) -> None:
        assert self.start is not None
        self._add(topic, role, subject, replace(ZERO, span=Span(self.start, self.end)), zero=True)

    def _claim(self, subject: Subject, quantity: Quantity, zero: bool = False) -> None:
        """Add a claim if the words name its subject clearly."""
        context, role = self.context, subject.role
        topic = subject.topic
        outcome = is_outcome(role)
        if not topic and (role or subject.who):
            topic = context.topic or context.told_of(role)
            if outcome and topic != "requests":
                topic = context.topic = "requests"
        if not topic or not fits(topic, role) or not (zero or measures(topic, quantity)):
            return
        partly = subject.partly or context.narrow or (subject.others and not subject.topic)
        if topic == "requests":
            asked = subject.verb and role in ("received", "new")  # 收到依申请公开2件 is no class of documents
            partly |= context.documents and not asked and (not subject.topic or subject.word in ON_REQUEST)
            partly |= subject.word in ON_REQUEST and not role and not zero and quantity.value != 0
            if role.startswith("carried") and not subject.topic:
                counted = any(claim.topic == "requests" for claim in context.claims)
                partly |= (context.of_others and not counted) or _of_remedies(
                    context.wholes if context.parts else context.latest
                )
        elif topic in DECIDED:
            partly |= (
                context.of_others and not role and not (subject.word.endswith("决定") and not context.parts)
            )
            context.of_others |= partly
        partly |= context.parts and self.lead and not outcome and not subject.who
        if subject.topic and not partly:
            context.topic, context.of_others = subject.topic, False
        self._add(topic, role, replace(subject, partly=partly), quantity, zero)

    def _add(self, topic: str, role: str, subject: Subject, quantity: Quantity, zero: bool) -> None:
        context = self.context
        kind = "who" if subject.who else "flow" if role in FLOW or role.startswith("carried") else "outcome"
        if context.whole and context.kind_of_part not in ("", kind):
            context.whole, context.parts = None, False
        context.kind_of_part = kind
        start = quantity.span.start if self.start is None else min(self.start, quantity.span.start)
        span = Span(start, max(self.end, quantity.span.end))
        of = context.wholes[-1].role if context.whole and context.wholes else ""
        claim = Claim(
            topic,
            role,
            subject.who,
            quantity,
            span,
            subject.partly,
            context.scope,
            context.year,
            context.last,
            context.whole,
            zero,
            of,
        )
        context.claims.append(claim)
        if not zero:
            context.latest = [*(context.latest or ()), claim]
