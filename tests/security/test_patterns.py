"""No regular expression takes for ever: on texts made to be hard, time grows with the length."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache

import pytest

from tests.conftest import ROOT
from tests.security.growth import LINEAR, exponent, looked_for
from tests.security.patterns import Pattern, pumped, ways

# Where a pattern begins, and why it may be slower: it only ever sees short texts.
SHORT = {
    "[|\\s【\\[(（]*(?:当\\s*前": "matched at the beginning of a line only, never searched for",
    "(?![(《<]|首页|网站首页": "matched with lines of up to 80 characters only",
}


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, from a process that has compiled nothing yet."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.security.patterns"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return tuple(Pattern(*one) for one in json.loads(run.stdout))


def slowest(pattern: Pattern) -> tuple[float, str]:
    """The worst exponent that was found, and the text that has it, as prefix + part × n + end."""
    search = looked_for(re.compile(pattern.source, pattern.flags), ways(pattern))
    worst = (0.0, "")
    for prefix, part, end in pumped(pattern):
        found = exponent(search, prefix, part, end)
        if found > LINEAR:
            found = min(
                found, exponent(search, prefix, part, end)
            )  # once more: the machine may have been busy
        worst = max(worst, (found, f"{prefix!r} + {part!r} × n + {end!r}"))
        if worst[0] > LINEAR:
            break
    return worst


@pytest.mark.parametrize("share", range(4))
def test_time_grows_with_the_length(share: int) -> None:
    slow = []
    for pattern in patterns()[share::4]:
        if not pattern.source.startswith(tuple(SHORT)):
            power, text = slowest(pattern)
            if power > LINEAR:
                slow.append(
                    f"{pattern.place}: length to the power of {power:.1f} on {text}: {pattern.source[:80]}"
                )
    assert not slow, "\n".join(slow)


def test_patterns_are_found_wherever_they_are_made() -> None:
    """They are made in modules, in functions called once, from formats and from terminals of the grammar."""
    places = {pattern.place.partition(":")[0] for pattern in patterns()}
    assert len(patterns()) > 300
    assert {
        "text/source.py",
        "claims/vocabulary.py",
        "document/lexer.py",
        "linter/waivers.py",
        "html/furniture.py",
        "wording/punctuation.py",
    } <= places


@pytest.mark.parametrize(
    ("source", "linear"),
    [
        (r"(?:a+)+b", False),
        (r"(?:ab|a|b)*c", False),
        (r"\s+$", False),
        (r"<!--.*?-->(?:\s*<!--.*?-->)*x", False),
        (r"(?<!\s)\s+(?=x)", True),
        (r"[a-z]+[0-9]", False),
        (r"(?:[^|]|\|\|)+", True),
    ],
)
def test_what_is_slow_is_seen(source: str, linear: bool) -> None:
    power, text = slowest(Pattern(source, int(re.DOTALL), "nowhere.py:1"))
    assert (power <= LINEAR) is linear, (power, text)


def test_what_is_excused_is_still_there() -> None:
    for beginning in SHORT:
        assert any(pattern.source.startswith(beginning) for pattern in patterns()), beginning
