"""The words up to a figure, and the subjects that they name."""

from __future__ import annotations

import re
from itertools import dropwhile

from msgspec.structs import replace

from .quantities import Item
from .subjects import (
    DOER,
    FLOW,
    REMEDIES,
    UNKNOWN,
    Context,
    Subject,
    each,
    is_outcome,
    together,
    with_role,
)
from .vocabulary import WEAK, WordToken

_TELLING = frozenset(("TOPIC", "ROLE", "WHO", "ZERO", "ALL", "CARRIED", "CARRIED_IN", "CARRIED_OUT"))
_NOT_UNDERSTOOD = frozenset(("OTHER", "SKIPPED", "OPENLY", "DOCUMENT", "OPEN_END", "RATE"))


class Phrase:
    """The words since the last figure of a clause. Joined subjects wait in `named` for the figure."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.listed: list[Subject] = []  # of figures to come, as after 分别为
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

    def word(self, token: WordToken, following: Item | None) -> None:
        """Read a word; `following` is what stands behind it."""
        kind = token.type
        if kind == "TOPIC":
            self._topic(token, following)
        elif kind == "ROLE" and "+" in token.id and _is_each(following):
            for role in token.id.split("+"):  # a figure for each, as in 予以公开和部分公开分别为
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
        elif kind == "CHANNEL":
            # In “all were answered by letter”, the channel narrows nothing.
            self.subject = replace(self.subject, partly=not self.all or self.subject.partly)
        elif kind == "PARTS":
            self.begin()
            self.context.begin_parts()
        elif kind == "AMONG":
            self._among()
        elif kind in ("PAUSE", "JOIN"):
            self._push()
        elif kind in _NOT_UNDERSTOOD:
            self._not_understood(kind)
        else:
            self.context.frame(kind, token.text)
        if kind in _TELLING:
            self.start = token.start_pos if self.start is None else self.start
            self.end = token.end_pos
        if token.text != "的":
            self.adjacent = kind in ("OTHER", "SKIPPED", "OPENLY", "DOCUMENT")

    def _not_understood(self, kind: str) -> None:
        if (
            kind == "OPENLY"
            and self.context.parts
            and self.context.topic == "requests"
            and not self.subject.is_named
        ):
            self.subject = replace(self.subject, role="granted")
        elif self.subject.is_named or kind == "OPEN_END":
            self.foreign = True
        else:
            self.lead = True
            self.narrowed |= self.none

    def _topic(self, token: WordToken, following: Item | None) -> None:
        if self.caused and token.id in REMEDIES and (self.subject.topic == "requests" or self.subject.role):
            self.subject = Subject(role=self.subject.role if self.subject.role in ("received", "new") else "")
        subject, weak = self.subject, token.text in WEAK
        if weak and subject.topic:  # an application for a decision is not the decision
            self.subject = replace(subject, partly=subject.partly or subject.topic != token.id)
            return
        if weak and isinstance(following, WordToken) and following.type == "TOPIC":
            return
        partly = self.foreign or (self.lead and not self.none and not subject.role)
        beside = self.context.remedies and token.id in REMEDIES  # 复议2件、诉讼1件
        bare = weak and self.context.topic != token.id and not is_outcome(subject.role) and not beside
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
            and not self.listed
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

    def subjects(self, one_by_one: bool = False) -> list[Subject]:
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


def _is_each(item: Item | None) -> bool:
    return isinstance(item, WordToken) and item.type == "EACH"
