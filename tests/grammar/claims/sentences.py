"""Sentences with their claims: how they are written down, and how what was read is compared with it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from nianbao.grammar import Source, official_formats
from nianbao.grammar.claims.reading import Accuracy, Claim, Vocabulary, claims_in
from nianbao.linter.claims.trace import claimed

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_MARKS = {
    Accuracy.EXACT: "",
    Accuracy.ABOUT: "~",
    Accuracy.OVER: "+",
    Accuracy.UNDER: "-",
    Accuracy.ALL: "*",
}
_ENDS = re.compile("[^。;!?]+")


class Labelled(NamedTuple):
    """A sentence, or several, and the claims that it makes."""

    kind: str
    text: str
    claims: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(official_formats())


@cache
def labelled(part: str) -> tuple[Labelled, ...]:
    """The sentences of a part of sentences.toml: `sentences`, or one of those held out."""
    kinds = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))[part]
    return tuple(
        Labelled(kind, entry[0], tuple(entry[1:])) for kind, entries in kinds.items() for entry in entries
    )


def read(text: str) -> Iterator[Claim]:
    """The claims of a text, sentence by sentence."""
    topic = ""
    for match in _ENDS.finditer(Source("sentence.md", text).text):
        claims, topic = claims_in(match[0], match.start(), vocabulary(), topic)
        yield from claims


def written(claim: Claim) -> str:
    """A claim as sentences.toml writes it."""
    subject = f"{claim.topic}.{claim.role}.{claim.who}".rstrip(".")
    flags = [
        flag
        for flag, is_set in (("zero", claim.zero), ("last", claim.last), ("partly", claim.partly))
        if is_set
    ]
    flags += [f"scope:{','.join(claim.scope)}"] if claim.scope else []
    flags += [str(claim.year)] if claim.year else []
    return " ".join(
        (
            subject,
            f"{_MARKS[claim.quantity.accuracy]}{claim.quantity.value.normalize():f}{claim.quantity.unit}",
            *flags,
        )
    )


def asserted(text: str) -> list[str]:
    """The claims that a text asserts: all but those that are partly understood."""
    return [written(claim) for claim in read(text) if not claim.partly]


def traced(text: str) -> str:
    """What was read in a text, step by step, for the message of a failing test."""
    return "\n".join(
        claimed(match[0], official_formats()) for match in _ENDS.finditer(Source("s.md", text).text)
    )
