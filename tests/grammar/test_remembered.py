"""What the parser remembers of labels, rows and cells is what it would find out again, whatever it has read in between."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Report, Source, parse
from nianbao.grammar import parse as parser

from tests.generator import STYLES, draft, random_figures, render, renders
from tests.generator.variety import clean


def _texts(rng: random.Random) -> list[str]:
    """Reports whose tables are written down in different ways, and such as are made of pieces of them: the same lines among other ones."""
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


def _read_anew(source: Source) -> Report:
    parser.grammar.cache_clear()  # with it goes the lexer, and all that it knows of rows and cells
    parser._words.cache_clear()
    return parse(source)


@settings(max_examples=8)
@given(st.integers(0, 2**32))
def test_nothing_that_is_remembered_changes_a_report(seed: int) -> None:
    sources = [Source("a.md", text) for text in _texts(random.Random(seed))]
    anew = [_read_anew(source) for source in sources]
    assert [parse(source) for source in sources] == anew
    assert [parse(source) for source in reversed(sources)] == anew[::-1]
