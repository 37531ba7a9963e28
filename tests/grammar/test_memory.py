"""Functions that remember results give the results they would compute again."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Source, memory, official_formats
from nianbao.grammar.document.lexer import ReportLexer
from nianbao.grammar.document.parser import grammar
from nianbao.grammar.document.tokens import Manuscript, Token
from nianbao.grammar.formats.labels import Labels
from nianbao.grammar.parse import tokens

from tests.generator import STYLES, draft, random_figures, render, renders
from tests.generator.variety import clean


def test_a_function_remembers_short_lines_only() -> None:
    asked: list[str] = []

    @memory.remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    for text in ("年报", "年报", "年" * 5000, "年" * 5000):
        assert length(text) == len(text)
    assert [len(text) for text in asked] == [2, 5000, 5000]


def mixed_texts(rng: random.Random) -> list[str]:
    """Reports in several styles, and texts that put their lines in other places and break them."""
    report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
    styles = rng.sample([style for style in STYLES if renders(report, style)], 2)
    texts = [clean(rng), *(render(report, style, rng) for style in styles)]
    lines = [line for text in texts for line in text.splitlines()]
    boxed = [f"| {line} | 0 |" if line and "|" not in line and rng.random() < 0.5 else line for line in lines]
    shuffled = rng.sample(lines, len(lines))
    broken = [
        part
        for line in lines
        for part in ((line[: len(line) // 2], line[len(line) // 2 :]) if rng.random() < 0.2 else (line,))
    ]
    return [*texts, *("\n".join(mixed) for mixed in (boxed, shuffled, broken))]


def tokens_read_afresh(source: Source) -> list[Token]:
    """The tokens from a lexer and labels that have read nothing else."""
    return ReportLexer(grammar().shapes).lex(Manuscript(source.text, Labels(official_formats())))


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_the_lexer_remembers_nothing_that_changes_tokens(seed: int) -> None:
    sources = [Source("a.md", text) for text in mixed_texts(random.Random(seed))]
    afresh = [tokens_read_afresh(source) for source in sources]
    assert [tokens(source) for source in sources] == afresh
    assert [tokens(source) for source in reversed(sources)] == afresh[::-1]
