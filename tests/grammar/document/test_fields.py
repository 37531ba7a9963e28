"""Each field of a line knows how many figures follow it."""

from __future__ import annotations

from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar.document.tokens import PLAIN
from nianbao.grammar.parse import lexer

from tests.grammar.document.tokens import BITS, OFFICIAL


@given(
    st.lists(st.sampled_from([*OFFICIAL, *BITS, "", "12", "一", "1O"]), min_size=1, max_size=8),
    st.sampled_from("|\t"),
)
def test_figures_are_counted_to_the_next_label(fields: list[str], mark: str) -> None:
    pieces = [piece for piece in lexer().cutter.cut(mark.join(fields) + mark) if piece.row >= 0]
    for index, piece in enumerate(pieces):
        same = (other for other in pieces[index:] if other.row == piece.row)
        assert piece.figures == len(
            list(takewhile(lambda other: lexer().shape(other.text) in {"BLANK", *PLAIN}, same))
        )
