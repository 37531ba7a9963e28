"""What was read in a sentence, step by step, for developers and for the messages of failing tests."""

from __future__ import annotations

from collections.abc import Iterator

from ...grammar import Formats
from ...grammar.claims.neutral import without_neutral
from ...grammar.claims.reading import Claim, Vocabulary, claims_in
from ..audit import Audit
from .contradictions import comparable
from .readings import Reading, figures
from .statements import statements_of


def mentions(sentence: str, formats: Formats) -> str:
    """The mentions of a sentence, one a line: kind, words, and the id of what they mean."""
    tokens = Vocabulary(formats).tokens(without_neutral(sentence))
    return "\n".join(f"{token.type:12}{token.text} {token.id}".rstrip() for token in tokens)


def claimed(sentence: str, formats: Formats, topic: str = "") -> str:
    """The mentions of a sentence and the claims that it makes."""
    found, _ = claims_in(sentence, 0, Vocabulary(formats), topic)
    return "\n".join([mentions(sentence, formats), *(_written(claim) for claim in found)])


def trace(audit: Audit) -> str:
    """Every claim of a report with its readings, what the tables have for each, and the verdict."""
    return "\n".join(_lines(audit))


def _lines(audit: Audit) -> Iterator[str]:
    sentence = ""
    for statement in statements_of(audit.report):
        if statement.sentence.text != sentence:
            sentence = statement.sentence.text
            yield sentence
            yield mentions(sentence, audit.report.formats)
        claim = statement.claim
        found = figures(claim, audit)
        told = comparable(statement, audit)
        agrees = any(figure.fits(claim) for figure in found)
        verdict = "not comparable" if not told or not found else "agrees" if agrees else "contradicts"
        yield f"  {_written(claim)}: {verdict}"
        yield from (f"    {_cells(figure.reading)} = {figure.printed}" for figure in found)


def _written(claim: Claim) -> str:
    subject = ".".join((claim.topic, claim.role, claim.who)).rstrip(".")
    flags = [name for name in ("partly", "zero", "last") if getattr(claim, name)]
    return " ".join((subject, f"{claim.quantity.value}{claim.quantity.unit}", *flags, *claim.scope))


def _cells(reading: Reading) -> str:
    return " + ".join(f"{reading.table}:{row}@{column}" for row, column in reading.places)
