"""Claims, and the subjects of figures in the prose: a topic, an event, and the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from ..text.maps import Span
from .quantities import Quantity, Vocabulary
from .vocabulary import OUTCOME


class Claim(Struct, frozen=True, gc=False):
    """A figure in the prose and its subject.

    `topic`, `role` and `who` are ids of claims.toml and of the formats, or empty if the text names none.
    """

    topic: str
    role: str  # the event that happened to the topic
    who: str  # the kind of applicant
    quantity: Quantity
    span: Span
    partly: bool = False  # words that were not understood narrow the subject
    scope: tuple[str, ...] = ()  # words that extend the count to others
    year: int | None = None  # as the text names it
    last: bool = False  # is about the year before
    part_of: Quantity | None = None  # the figure of which it is a part
    zero: bool = False  # a zero in words, such as 未收到
    of: str = ""  # the role of the figure of which it is a part

    def moved(self, by: int) -> Claim:
        """Return the claim moved along the text by a number of characters."""
        return replace(
            self,
            quantity=self.quantity.moved(by),
            span=self.span.moved(by),
            part_of=self.part_of and self.part_of.moved(by),
        )


ON_REQUEST = ("依申请公开", "依申请公开信息", "依申请")  # also a class of documents
FILES = ("normative", "rules")
REMEDIES = ("reviews", "lawsuits", "direct", "after")
FLOW = frozenset(("new", "received", "processed", "finished"))
_RESULTS = (
    "",
    "received",
    "new",
    "processed",
    "finished",
    "upheld",
    "corrected",
    "other_result",
    "pending",
    "withdrawn",
    "all_upheld",
)
_FILES = ("", "made", "published", "repealed", "valid")
_DECISIONS = ("", "made", "processed", "finished", "received")
_NO_REQUESTS = frozenset(
    (
        "made",
        "published",
        "repealed",
        "valid",
        "upheld",
        "corrected",
        "pending",
        "all_upheld",
        "outcome",
        "aside",
    )
)
# Agencies also publish these, and reports count that too.
DECIDED = (*FILES, "licences", "penalties", "coercion", "services")
MONEY = ("fees", "processing")
MIXED = ("procurement",)  # reports give its projects and their cost
# The roles of topics from a user-defined format.
_OF_A_TEAM = tuple(dict.fromkeys((*_FILES, *_DECISIONS)))
_ROLES = {
    **dict.fromkeys(REMEDIES, _RESULTS),
    **dict.fromkeys(DECIDED, _DECISIONS),
    "normative": _FILES,
    "rules": _FILES,
    **dict.fromkeys((*MONEY, *MIXED), ("",)),
}


class Subject(Struct, frozen=True, gc=False):
    """A possible subject of a figure."""

    topic: str = ""
    role: str = ""
    who: str = ""
    partly: bool = False  # words that were not understood narrow it
    verb: bool = False  # the role comes before the topic
    word: str = ""  # the word that names the topic
    bare: bool = False  # is doubtful only because the word is vague
    others: bool = False  # may be about something else

    @property
    def is_named(self) -> bool:
        return bool(self.topic or self.role or self.who)


UNKNOWN = Subject(partly=True, role="?")
DOER = Subject(partly=True, role="!")  # like UNKNOWN, but may be who does the action of the verb after it


class Context(Struct):
    """The state of reading one sentence."""

    vocabulary: Vocabulary
    topic: str = ""
    report_year: int | None = None  # None if unknown
    documents: bool = False  # the sentence mentions classes of documents
    remedies: bool = False  # the sentence names both reviews and lawsuits
    year: int | None = None  # the last year in the sentence
    last: bool = False  # figures are about the year before
    scope: tuple[str, ...] = ()  # words that extend the count to others
    narrow: bool = False  # from here on, figures count only a part
    of_others: bool = False  # the sentence has a figure of something else
    parts: bool = False  # figures are parts of a whole
    whole: Quantity | None = None  # the figure of which they are parts
    wholes: list[Claim] | None = None  # the claims before the parts
    total: Decimal = Decimal(0)  # the sum of the parts so far
    kind_of_part: str = ""  # who, flow or outcome
    latest: list[Claim] | None = None  # claims of the last figures; None before the first figure
    mentioned: str = ""  # the last topic, with or without a figure
    claims: list[Claim] = field(default_factory=list)

    def told_of(self, role: str) -> str:
        """Return the topic of a role that only files have, or an empty string.

        In 清理规范性文件，废止2件, the role 废止 tells of the files.
        """
        files = (
            self.mentioned in FILES
            and role in ("made", "repealed", "valid")
            and not (self.parts or self.of_others)
        )
        return self.mentioned if files else ""

    def frame(self, kind: str, text: str) -> None:
        """Let a word tell of which year, part of a year, and bodies the next figures are."""
        if kind == "YEAR":
            self.year, self.last = int(text[:4]), False
        elif kind == "LAST":
            self.last = True
        elif kind == "THIS":
            self.last = self.narrow = False
        elif kind in ("DATE", "PERIOD"):
            self.narrow = True
        elif kind == "SCOPE" and text not in self.scope:
            self.scope += (text,)

    def begin_parts(self) -> None:
        """Let the next figures be parts of the last one."""
        self.parts = True
        self.whole = self.latest[-1].quantity if self.latest else None
        self.wholes, self.total, self.kind_of_part = self.latest, Decimal(0), ""

    @property
    def named(self) -> list[Claim] | None:
        """The claims that “all of them” refers to.

        They are the claims of the whole after parts that add up to it, else those of the last figures.
        """
        return (
            self.wholes
            if self.parts and self.wholes and self.total == self.wholes[-1].quantity.value
            else self.latest
        )

    def add_up(self, quantity: Quantity) -> None:
        """Let “all” refer to every request so far if a figure is their sum.

        In 新收18件，上年结转2件，共20件, it then refers to both.
        """
        counted = [claim for claim in self.claims if counts_all(claim)]
        if counted and sum(claim.quantity.value for claim in counted) == quantity.value:
            self.latest = counted


def counts_all(claim: Claim) -> bool:
    """Tell whether a claim counts all requests, or all requests carried in."""
    is_whole = not (claim.partly or claim.part_of or claim.who)
    return is_whole and claim.topic == "requests" and claim.role in ("", "new", "received", "carried_in")


def fits(topic: str, role: str) -> bool:
    """Tell whether a topic can have a role."""
    if topic == "requests":
        return role not in _NO_REQUESTS
    return role in _ROLES.get(topic, _OF_A_TEAM)


def is_outcome(role: str) -> bool:
    """Tell whether a role always refers to requests."""
    return OUTCOME.fullmatch(role) is not None


def measures(topic: str, quantity: Quantity) -> bool:
    """Tell whether a quantity has the right unit for a topic.

    Sums of money need 元, other topics need cases, and 0 needs no unit.
    """
    is_money = quantity.unit == "元"
    return topic in MIXED or (topic in MONEY) == is_money or not (quantity.value or is_money)


def with_role(subject: Subject, role: str) -> Subject:
    """Return a subject with one more role."""
    said, partly = subject.role, subject.partly
    if {said, role} <= FLOW and not subject.topic:  # 提交 after 收到 still means received
        role = said
    elif said != role and is_outcome(said):
        if role in FLOW or said.startswith(role):  # the more exact role wins: 过程性信息不予公开
            role = said
        elif is_outcome(role):
            partly |= not role.startswith(said)
    return replace(subject, role=role, partly=partly)


def all_flow(subjects: Sequence[Subject]) -> bool:
    """Tell whether a figure holds for each of several roles of one topic, as after 收到并办结."""
    roles = {subject.role for subject in subjects}
    return roles <= FLOW and len(roles) == len(subjects) and len({subject.topic for subject in subjects}) == 1


def each(subjects: Sequence[Subject]) -> list[Subject]:
    """Return joined subjects, each with the topic and role that it shares with the others."""
    if len(subjects) < 2:
        return list(subjects)
    first, last = subjects[0], subjects[-1]
    role = first.role if first.verb or not last.role else last.role if not last.verb else ""
    partly = any(subject.partly for subject in subjects)
    shared = (
        replace(
            subject,
            topic=subject.topic or last.topic or first.topic,
            role=subject.role or role,
            partly=partly,
            verb=False,
            word="",
        )
        for subject in subjects
    )
    return list(dict.fromkeys(shared))


def together(subjects: Sequence[Subject]) -> Subject | None:
    """Return one subject for all applicants together, as in 公民、法人或其他组织, or None for others."""
    if {subject.who for subject in subjects} >= {"person", "organisation"} and len(
        {subject.topic for subject in subjects if subject.topic}
    ) < 2:
        role = next((subject.role for subject in subjects if subject.role), "")
        return replace(subjects[-1], who="", role=role, partly=any(subject.partly for subject in subjects))
    return None
