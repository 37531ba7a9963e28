"""Places of a file as places of the text, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Source, Span
from nianbao.linter.prose.writing import as_written, offsets_in_text, spans_in_text

originals = st.lists(
    st.sampled_from(["甲", "務", "0", "，", ",", "\n", "\r\n", "\u200b", "\u202a", "⾏", "務(wù)", "\ufeff"]),
    max_size=30,
).map("".join)


@given(originals, st.data())
def test_offsets_lead_back(original: str, data: st.DataObject) -> None:
    source = Source("a.md", "務" + original + "。")
    at = data.draw(st.integers(0, len(source.text) - 1))
    offset = source.original_span(Span(at, at)).start
    assert offsets_in_text(source, [offset]) == [at]
    assert as_written(source, Span(0, len(source.text)))[at] == source.original[offset]
    everything = [source.original_span(Span(place, place)).start for place in range(len(source.text))]
    assert offsets_in_text(source, everything) == list(range(len(source.text)))


@given(originals, st.data())
def test_what_is_left_out_lies_at_the_character_before_it(original: str, data: st.DataObject) -> None:
    source = Source("a.md", "務" + original + "。")
    offset = data.draw(st.integers(0, len(source.original) - 1))
    (at,) = offsets_in_text(source, [offset])
    assert source.original_span(Span(at, at)).start <= offset
    assert at + 1 == len(source.text) or source.original_span(Span(at + 1, at + 1)).start > offset


def test_spans() -> None:
    source = Source("a.md", "務(wù)甲\u200b乙丙")
    assert spans_in_text(source, [(1, 5), (6, 9)]) == [Span(0, 1), Span(1, 4)]
