"""Sentences are cut into tokens: figures, dates and marks wherever they begin, and the longest words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar.claims.quantities import grammar
from nianbao.grammar.claims.vocabulary import WHOLE_SHAPES

from tests.grammar.claims.sentences import vocabulary

WORDS = sorted(vocabulary().words)


@pytest.mark.parametrize("name", WHOLE_SHAPES)
@given(st.data())
def test_a_shape_is_found_whatever_it_begins_with(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(grammar().shapes[name], fullmatch=True))
    first = vocabulary().tokens(text)[0]
    assert first.type != "OTHER" and not text[: first.start_pos].strip()


@given(
    st.lists(st.sampled_from(sorted(vocabulary().words)), min_size=1, max_size=6),
    st.sampled_from(["", "，", "3件"]),
)
def test_tokens_stand_where_they_say(words: list[str], between: str) -> None:
    text = between.join(words)
    for token in vocabulary().tokens(text):
        assert text[token.start_pos : token.end_pos].strip() == token.text


@pytest.mark.parametrize("word", WORDS)
def test_a_word_at_the_end_of_a_sentence_ends_with_it(word: str) -> None:
    text = f"某{word}"
    last = vocabulary().tokens(text)[-1]
    assert (last.end_pos, text[last.start_pos : last.end_pos].strip()) == (len(text), last.text)
