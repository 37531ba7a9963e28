"""The lists of wrong wordings contradict neither themselves nor each other."""

from __future__ import annotations

import pytest
from nianbao.linter.prose.wordlists import Wording
from nianbao.linter.rules.wording.redundant_words import doubled
from nianbao.linter.rules.wording.wrong_word import slips


@pytest.mark.parametrize("wordings", [slips(), doubled()], ids=["wrong", "redundant"])
def test_a_list_has_no_wording_twice_and_no_right_one(wordings: tuple[Wording, ...]) -> None:
    assert len({wording.wrong for wording in wordings}) == len(wordings)
    for wording in wordings:
        # What the right wording holds as well must be right in it: a character was lost.
        assert wording.wrong not in wording.right or wording.right in wording.right_in
        assert all(wording.wrong in longer != wording.wrong for longer in wording.right_in)
