"""`nianbao rules` and `nianbao explain` as users run them."""

from __future__ import annotations

import json

import pytest
from nianbao.linter import all_rules

from tests.command import nianbao
from tests.conftest import ROOT
from tests.terminal import Terminal


def listed(*wanted: str) -> list[str]:
    return [line.split()[0] for line in nianbao("rules", *wanted).stdout.splitlines()]


def test_all_rules_are_listed_in_columns() -> None:
    lines = nianbao("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in all_rules()]
    assert all(f"{rule.name} " in line for rule, line in zip(all_rules(), lines, strict=True))


def test_rules_by_code_by_name_and_by_words_of_their_titles() -> None:
    assert listed("NB301") == ["NB301"]
    assert set(listed("NB3")) == {rule.code for rule in all_rules() if rule.code.startswith("NB3")}
    assert listed("标点", "unbalanced-requests") == ["NB301", "NB703"]
    run = nianbao("rules", "没有的词")
    assert run.returncode == 2
    assert "没有规则“没有的词”" in run.stderr


def test_rules_as_json() -> None:
    rules = json.loads(nianbao("rules", "NB1", "-f", "json").stdout)
    assert {rule["family"] for rule in rules} == {"structure"}
    (demand,) = (rule for rule in rules if not rule["on"])
    assert demand["code"] == "NB119"
    assert all(rule["title"] and rule["summary"] and rule["english"] for rule in rules)


@pytest.mark.parametrize("wanted", [["NB301"], ["unbalanced-requests"]])
def test_a_page(wanted: list[str]) -> None:
    said = nianbao("explain", *wanted).stdout
    assert said.startswith("# NB301 unbalanced-requests")
    assert "## 依据" in said


def test_the_pages_of_a_family_have_a_list_before_them() -> None:
    said = nianbao("explain", "NB30").stdout
    assert said.startswith("NB300  ")
    assert said.count("\n# NB30") == sum(rule.code.startswith("NB30") for rule in all_rules())
    assert nianbao("explain", "NB301", "NB302").stdout.count("\n# NB30") == 2


def test_in_english_the_page_begins_with_what_it_checks() -> None:
    assert "The page in Chinese:" in nianbao("explain", "NB301", "--lang", "en").stdout


def test_many_pages_go_through_a_pager_on_a_terminal() -> None:
    with Terminal("explain", "NB3", cwd=ROOT, env={"PAGER": "head -n 1", "TERM": "xterm"}) as terminal:
        assert terminal.status() == 0
    assert terminal.said.strip().startswith("NB300")
    assert "NB302" not in terminal.said
