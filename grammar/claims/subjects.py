"""Claims, and what a figure of the prose may count: a topic, what happened to it, and who asked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field
from msgspec.structs import replace

from ..text.maps import Span
from .quantities import Quantity, Vocabulary
from .vocabulary import OUTCOME


class Claim(Struct, frozen=True, gc=False):
    """A figure in the prose and what it counts.

    `topic`, `role`, `who`: ids of claims.toml and of the formats, empty where not said; `partly`: something not understood narrows what is counted;
    `scope`: words that make it a count of others too; `year`: as named, None where none is; `last`: of the year before; `part_of`: the figure it is a
    part of, and `of` what happened to that; `zero`: said in words, as 未收到.
    """

    topic: str
    role: str
    who: str
    quantity: Quantity
    span: Span
    partly: bool = False
    scope: tuple[str, ...] = ()
    year: int | None = None
    last: bool = False
    part_of: Quantity | None = None
    zero: bool = False
    of: str = ""

    def moved(self, by: int) -> Claim:
        """The claim of a sentence, so many characters further on in the text."""
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
DECIDED = (*FILES, "licences", "penalties", "coercion", "services")  # are also published, and counted so
MONEY = ("fees", "processing")
MIXED = ("procurement",)  # its projects are counted, and what they cost
_OF_A_TEAM = tuple(dict.fromkeys((*_FILES, *_DECISIONS)))  # the topics of a format of its own
_ROLES = {
    **dict.fromkeys(REMEDIES, _RESULTS), **dict.fromkeys(DECIDED, _DECISIONS), "normative": _FILES, "rules": _FILES,
    **dict.fromkeys((*MONEY, *MIXED), ("",)),
}  # fmt: skip


class Subject(Struct, frozen=True, gc=False):
    """What a figure may count.

    `verb`: the role was said before the topic; `word`: the topic's, and `bare`: only that it says little is doubtful;
    `others`: it may be said of something else.
    """

    topic: str = ""
    role: str = ""
    who: str = ""
    partly: bool = False
    verb: bool = False
    word: str = ""
    bare: bool = False
    others: bool = False

    @property
    def is_named(self) -> bool:
        return bool(self.topic or self.role or self.who)


UNKNOWN = Subject(partly=True, role="?")
DOER = Subject(partly=True, role="!")  # as UNKNOWN, but it may be who does what the verb behind it says


class Context(Struct):
    """What has been said so far in a sentence.

    `latest`: the claims of the last figures, None before any; `wholes`: those that parts follow, which come to `total` so far; `documents`: it speaks of
    their classes; `report_year`: the year that the report is about, None where that is not known.
    """

    vocabulary: Vocabulary
    topic: str = ""
    report_year: int | None = None
    documents: bool = False
    year: int | None = None
    last: bool = False
    scope: tuple[str, ...] = ()
    narrow: bool = False  # only a part is counted from here on
    of_others: bool = False  # a figure of something else has been given
    parts: bool = False
    whole: Quantity | None = None
    wholes: list[Claim] | None = None
    total: Decimal = Decimal(0)
    kind_of_part: str = ""
    latest: list[Claim] | None = None
    mentioned: str = ""  # the last topic, counted or not
    claims: list[Claim] = field(default_factory=list)

    def told_of(self, role: str) -> str:
        """The topic of what can only be said of files: 清理规范性文件，废止2件."""
        files = (
            self.mentioned in FILES and role in ("repealed", "valid") and not (self.parts or self.of_others)
        )
        return self.mentioned if files else ""

    @property
    def named(self) -> list[Claim] | None:
        """What is meant by “all of them”: the last figures, or behind parts that add up to it the whole."""
        return (
            self.wholes
            if self.parts and self.wholes and self.total == self.wholes[-1].quantity.value
            else self.latest
        )

    def add_up(self, quantity: Quantity) -> None:
        """新收18件，上年结转2件，共20件: what is said of all next is said of both."""
        counted = [claim for claim in self.claims if counts_all(claim)]
        if counted and sum(claim.quantity.value for claim in counted) == quantity.value:
            self.latest = counted


def counts_all(claim: Claim) -> bool:
    """Whether a claim counts all requests, or all of those carried in."""
    is_whole = not (claim.partly or claim.part_of or claim.who)
    return is_whole and claim.topic == "requests" and claim.role in ("", "new", "received", "carried_in")


def fits(topic: str, role: str) -> bool:
    """Whether this can happen to that."""
    if topic == "requests":
        return role not in _NO_REQUESTS
    return role in _ROLES.get(topic, _OF_A_TEAM)


def is_outcome(role: str) -> bool:
    """Whether a role speaks of requests by itself."""
    return OUTCOME.fullmatch(role) is not None


def measures(topic: str, quantity: Quantity) -> bool:
    """Whether this can be measured so: sums of money in 元, all else in cases; 0 in either."""
    is_money = quantity.unit == "元"
    return topic in MIXED or (topic in MONEY) == is_money or not (quantity.value or is_money)


def with_role(subject: Subject, role: str) -> Subject:
    """A subject of which something more is said."""
    said, partly = subject.role, subject.partly
    if {said, role} <= FLOW and not subject.topic:  # 收到 and then 提交 is still what was received
        role = said
    elif said != role and is_outcome(said):
        if role in FLOW or said.startswith(role):  # what is more exact says it all: 过程性信息不予公开
            role = said
        elif is_outcome(role):
            partly |= not role.startswith(said)
    return replace(subject, role=role, partly=partly)


def all_flow(subjects: Sequence[Subject]) -> bool:
    """收到并办结: whether different things happened to one and the same, so that a figure holds for each."""
    roles = {subject.role for subject in subjects}
    return roles <= FLOW and len(roles) == len(subjects) and len({subject.topic for subject in subjects}) == 1


def each(subjects: Sequence[Subject]) -> list[Subject]:
    """Subjects that are joined, each with what it shares with the others."""
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
    """公民、法人或其他组织: all who may ask, so it does not matter who. None where the subjects are not such."""
    if {subject.who for subject in subjects} >= {"person", "organisation"} and len(
        {subject.topic for subject in subjects if subject.topic}
    ) < 2:
        role = next((subject.role for subject in subjects if subject.role), "")
        return replace(subjects[-1], who="", role=role, partly=any(subject.partly for subject in subjects))
    return None
