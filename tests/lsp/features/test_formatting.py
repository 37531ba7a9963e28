"""Aligned tables: only blanks and dashes change, twice is once, and the findings stay the same."""

from __future__ import annotations

import contextlib
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.linter import Source, check
from nianbao.lsp.features.formatting import width

from tests.generator import FAULTS, NotApplicable, draft, random_figures, render
from tests.lsp.client import RawClient
from tests.lsp.editor import Buffer

OPTIONS = {"tabSize": 4, "insertSpaces": True}


class Formatter:
    """A server that formats texts."""

    def __init__(self, server: RawClient) -> None:
        self.server, self.number = server, 0

    def __call__(self, text: str, language: str = "nianbao") -> str:
        self.number += 1
        uri = f"file:///format/{self.number}.md"
        self.server.open(uri, text, language=language)
        edits = self.server.request(
            "textDocument/formatting", {"textDocument": {"uri": uri}, "options": OPTIONS}
        )
        self.server.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
        return Buffer(text).edited(edits or [])


@pytest.fixture(scope="module")
def formatted(server: RawClient) -> Formatter:
    return Formatter(server)


def squeezed(text: str) -> str:
    """A text without what formatting may change."""
    return re.sub(r"[ \t]+|(?<=-)-+", "", text)


def test_bars_stand_under_each_other(formatted: Formatter, faulty: str) -> None:
    text = formatted(faulty)
    assert squeezed(text) == squeezed(faulty) and text != faulty
    assert formatted(text) == text
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert len(tables) == 3
    for table in tables:
        places = {
            tuple(width(line[: match.start()]) for match in re.finditer(r"\|", line))
            for line in table.splitlines()
        }
        assert len(places) == 1
    assert [(one.code, one.message) for one in check(Source("x.md", text))] == [
        (one.code, one.message) for one in check(Source("x.md", faulty))
    ]


@pytest.mark.parametrize("style", ["gfm", "gfm-repeat", "markdown"])
def test_the_linter_says_the_same_afterwards(formatted: Formatter, style: str) -> None:
    for number in range(12):
        rng = random.Random(f"{style} {number}")
        report = draft(rng, random_figures(rng, "2021"))
        with contextlib.suppress(NotApplicable):
            report = FAULTS[sorted(FAULTS)[number * 5 % len(FAULTS)]](report, rng).draft
        text = render(report, style, rng)
        after = formatted(text)
        assert squeezed(after) == squeezed(text)
        assert formatted(after) == after
        assert [(one.code, one.message, one.fingerprint) for one in check(Source("x.md", after))] == [
            (one.code, one.message, one.fingerprint) for one in check(Source("x.md", text))
        ]


lines = st.text(st.sampled_from("|||--: \t`~\\表a1😀\u2028"), max_size=12)


@settings(max_examples=200)
@given(st.lists(lines, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text(formatted: Formatter, text: list[str], end: str) -> None:
    whole = end.join(text)
    after = formatted(whole)
    assert squeezed(after) == squeezed(whole)
    assert after.count(end) == whole.count(end)
    assert formatted(after) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|a|表|\n|-|:-:|\n|1|2|", "| a   | 表  |\n| --- | :-: |\n| 1   | 2   |"),
        ("|a|b|\n|-|-|\n|1|", "| a   | b   |\n| --- | --- |\n| 1   |"),  # a row that is too short stays so
        ("|a|b|\n|-|-|\n|1|2|3|", "| a   | b   |\n| --- | --- |\n| 1   | 2   | 3   |"),
        ("|a|b|\n|-|-|\n|1|2", "| a   | b   |\n| --- | --- |\n| 1   | 2"),  # and one that is open
        ("  |a\\|b|\n  |-|\n  |1|", "  | a\\|b |\n  | ---- |\n  | 1    |"),
        ("|a|\n|-|-|\n|1|", "|a|\n|-|-|\n|1|"),  # no table
        ("```\n|a|\n|-|\n```", "```\n|a|\n|-|\n```"),
        ("a|b\n-|-\n1|2", "a|b\n-|-\n1|2"),  # without bars at the sides nothing tells a blank first cell
    ],
)  # fmt: skip
def test_cases(formatted: Formatter, before: str, after: str) -> None:
    assert formatted(before) == after


def test_a_range_takes_in_the_tables_that_it_touches(server: RawClient, faulty: str) -> None:
    server.open("file:///format/range.md", faulty)
    buffer = Buffer(faulty)
    asked = {
        "textDocument": {"uri": "file:///format/range.md"},
        "options": OPTIONS,
        "range": buffer.range("规章"),
    }
    after = buffer.edited(server.request("textDocument/rangeFormatting", asked))
    assert after[after.index("## 三、") :] == faulty[faulty.index("## 三、") :]
    assert after[: after.index("## 三、")] != faulty[: faulty.index("## 三、")]
