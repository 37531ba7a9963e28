"""Rules are found in their modules, by code and by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nianbao.linter import all_rules
from nianbao.linter import rules as official
from nianbao.linter.registry import UnknownRule, find_rules


def test_every_module_of_rules_is_one_rule_named_as_it_is() -> None:
    modules = {path.stem for path in Path(official.__path__[0]).glob("*/[a-z]*.py")}
    assert sorted(rule.name.replace("-", "_") for rule in all_rules()) == sorted(modules)
    assert all(rule.page.stem == rule.name.replace("-", "_") for rule in all_rules())


def test_codes_are_unique_and_begin_with_the_number_of_their_family() -> None:
    found = [rule.code for rule in all_rules()]
    assert found == sorted(set(found)) and all(re.fullmatch("NB[0-9]{3}", code) for code in found)
    families: dict[str, set[str]] = {}
    for rule in all_rules():
        if rule.code != "NB999":  # a rule that crashed, of whichever family
            families.setdefault(rule.family, set()).add(rule.code[2])
    assert all(len(numbers) == 1 for numbers in families.values())
    assert len(set.union(*families.values())) == len(families)


def test_rules_are_found_by_code_beginning_and_name() -> None:
    assert find_rules("NB30") == [rule for rule in all_rules() if rule.code.startswith("NB30")]
    assert (
        [rule.code for rule in find_rules("nb301")]
        == [rule.code for rule in find_rules("unbalanced-requests")]
        == ["NB301"]
    )
    with pytest.raises(UnknownRule) as caught:
        find_rules("unbalanced-request")
    assert caught.value.near == "unbalanced-requests"
