"""Official labels and titles are recognised by their first characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import official_formats
from nianbao.grammar.formats.format import key
from nianbao.grammar.formats.labels import Labels, title_key

from tests.grammar.document.tokens import OFFICIAL

WORDS = Labels(official_formats())
junk = st.text(alphabet="<bBrR/> #*_、。（2023年度的", max_size=12)


@given(junk, st.integers(0, 30))
def test_a_quick_look_overlooks_no_label_and_no_title(before: str, length: int) -> None:
    for label in (*OFFICIAL, *WORDS.titles, ""):
        text = before + label[:length]
        assert WORDS.begins_label(text) == (key(text) in WORDS.by_key or key(text) in WORDS.prefixes), text
        assert WORDS.may_begin_title(text) or title_key(text) not in WORDS.titles, text
