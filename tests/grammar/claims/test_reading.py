"""Sentences of the prose are read as the claims they make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Source
from nianbao.grammar.claims.quantities import GRAMMAR, clauses
from nianbao.grammar.claims.reading import claims_in
from nianbao.grammar.claims.vocabulary import WordToken

from tests.grammar.claims.sentences import Labelled, asserted, labelled, read, traced, vocabulary, written
from tests.grammar.terminals import terminals

ALL = [
    *labelled("sentences"),
    *labelled("held_out"),
    *labelled("held_out_again"),
    *labelled("held_out_third"),
    *labelled("orders"),
]
WORDS = sorted(vocabulary().words)


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.text[:40])
def test_a_sentence_asserts_what_it_says(sentence: Labelled) -> None:
    assert sorted(asserted(sentence.text)) == sorted(sentence.claims), traced(sentence.text)


def test_no_sentence_stands_twice() -> None:
    assert len({sentence.text for sentence in ALL}) == len(ALL) >= 650


@pytest.mark.parametrize("sentence", ALL[::7], ids=lambda sentence: sentence.text[:40])
def test_punctuation_and_blanks_do_not_matter(sentence: Labelled) -> None:
    half_width = sentence.text.translate(str.maketrans("，：（）", ",:()"))
    assert sorted(asserted(half_width)) == sorted(sentence.claims)
    assert sorted(asserted(sentence.text.replace("，", " ， "))) == sorted(sentence.claims)


def test_the_span_of_a_claim_holds_its_figure() -> None:
    for sentence in ALL:
        text = Source("sentence.md", sentence.text).text
        for claim in read(sentence.text):
            assert (
                claim.span.start <= claim.quantity.span.start <= claim.quantity.span.end <= claim.span.end
            ), sentence.text
            if not claim.zero:
                assert any(
                    character.isdigit() or character in "零〇一二两三四五六七八九十百千万"
                    for character in text[slice(*claim.quantity.span)]
                )


def test_parts_name_their_whole() -> None:
    whole, *parts = read("新收政府信息公开申请12件，其中自然人8件，法人或其他组织4件。")
    assert whole.part_of is None
    assert [part.part_of for part in parts] == [whole.quantity, whole.quantity]


def test_what_follows_the_parts_is_no_part() -> None:
    *_, finished = read("新收政府信息公开申请12件，其中自然人8件，法人或其他组织4件，办结11件。")
    assert (finished.role, finished.part_of) == ("finished", None)


def test_a_topic_is_handed_on_to_the_next_sentence() -> None:
    _, topic = claims_in("规范办理政府信息公开申请", 0, vocabulary())
    claims, _ = claims_in("全年共收到申请3件", 0, vocabulary(), topic)
    assert [written(claim) for claim in claims] == ["requests.received 3件"]
    assert [written(claim) for claim in claims_in("全年共收到申请3件", 0, vocabulary())[0]] == [
        "requests.received 3件 partly"
    ]


def test_money_is_in_yuan() -> None:
    assert [written(claim) for claim in read("行政事业性收费0.092万元。行政事业性收费 920 元。")] == [
        "fees 920元",
        "fees 920元",
    ]


# ── The grammar is total ────────────────────────────────────────────────────

FIGURES = [("DIGITS", "3"), ("NUMERAL", "三")]
LONE = sorted(
    set(terminals(GRAMMAR)) - {"OPEN", "CLOSE", "BEFORE", "AFTER", "UNIT", "DIGITS", "NUMERAL", "WORDS"}
)


def _token(type: str, text: str = "") -> list[WordToken]:
    return [WordToken(type, 0, 1, text or type)]


def _figure(before: bool, figure: tuple[str, str], after: bool, unit: bool, again: bool) -> list[WordToken]:
    parts = (
        [("BEFORE", "约")] * before
        + [figure]
        + [("AFTER", "余")] * after
        + ([("UNIT", "件")] + [("AFTER", "以上")] * again) * unit
    )
    return [token for type, text in parts for token in _token(type, text)]


flags = st.booleans()
words = st.sampled_from(LONE).map(_token)
figures = st.builds(_figure, flags, st.sampled_from(FIGURES), flags, flags, flags)
tokens = st.recursive(
    words | figures,
    lambda inner: st.lists(inner, max_size=5).map(
        lambda lists: [*_token("OPEN"), *(token for tokens in lists for token in tokens), *_token("CLOSE")]
    ),
)


@given(st.lists(tokens, max_size=20))
def test_every_sequence_of_tokens_is_a_sentence(lists: list[list[WordToken]]) -> None:
    clauses([token for tokens in lists for token in tokens])


@given(
    st.lists(
        st.sampled_from([*WORDS, *"12件万.0,、:()一两十 %年月日第《》〔〕", "2023年", "分别为", "某"]),
        max_size=40,
    ).map("".join)
)
def test_every_text_of_these_words_is_read(text: str) -> None:
    for claim in read(text):
        assert claim.topic and claim.quantity.value >= 0


@given(st.text(max_size=80))
def test_every_text_is_read(text: str) -> None:
    list(read(text))
