"""The extension's schema of nianbao.toml has the rules and keys of the command, and is never stricter."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import all_rules
from nianbao.linter.config import UsageError
from nianbao.linter.pages import page_of
from nianbao.linter.settings.configuration import read_configuration
from nianbao.linter.settings.files import File

from tests.conftest import ROOT
from tests.editors.conftest import EXTENSION

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SCHEMA: dict[str, Any] = json.loads(
    subprocess.check_output([sys.executable, EXTENSION / "scripts" / "schema.py"])
)
KEYS = sorted(SCHEMA["properties"])


def accepted_by_schema(data: Any) -> bool:
    return bool(
        jsonschema.Draft7Validator(SCHEMA).is_valid(json.loads(json.dumps(data, default=date.isoformat)))
    )


def accepted_by_command(data: dict[str, Any]) -> bool:
    try:
        read_configuration(File(ROOT / "examples" / "nianbao.toml", "", copy.deepcopy(data), ()))
    except UsageError:
        return False
    return True


@pytest.mark.parametrize("program", ["extension.js", "browser.js"])
def test_the_extension_knows_every_rule(vsix: Path, program: str) -> None:
    with zipfile.ZipFile(vsix) as packed:
        text = packed.read(f"extension/dist/{program}").decode()
    assert [
        rule.code
        for rule in all_rules()
        if f'"{rule.code}"' not in text.replace('\\"', '"') or rule.name not in text
    ] == []


def test_it_names_every_rule_with_its_page_in_both_languages() -> None:
    known, _ = SCHEMA["definitions"]["rule"]["anyOf"]
    described = dict(zip(known["enum"], known["enumDescriptions"], strict=True))
    assert set(described) == {text for rule in all_rules() for text in (rule.code, rule.name)}
    for rule in all_rules():
        page = page_of(rule)
        assert all(
            text in described[rule.code] for text in (rule.name, page.title, page.summary, page.english)
        )


def test_the_examples_of_the_documentation_are_valid() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    examples = [tomllib.loads(fence) for fence in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)]
    assert examples
    for example in examples:
        assert accepted_by_schema(example), list(
            jsonschema.Draft7Validator(SCHEMA).iter_errors(
                json.loads(json.dumps(example, default=date.isoformat))
            )
        )
    assert {key for example in examples for key in example} == set(KEYS)  # so that both tell of every key


WRONG: list[dict[str, Any]] = [
    {"selekt": ["NB1"]},
    {"ignore": ["NB001"]},
    {"fail-on": "never!"},
    {"severity": {"NB204": "fatal"}},
    {"year": "2023"},
    {"jobs": -1},
    {"quiet": 1},
    {"words": {"部份": {"rihgt": "部分"}}},
    {"per-file": {"a.md": {"yeer": 2023}}},
    {"waiver": [{"rule": "NB204", "reason": "…"}]},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_both_refuse_what_is_wrong(wrong: dict[str, Any]) -> None:
    assert not accepted_by_command(wrong)
    assert not accepted_by_schema(wrong)


names = st.sampled_from(
    [
        *(rule.code for rule in all_rules()),
        *(rule.name for rule in all_rules()),
        "NB3",
        "nb204",
        "NB101, NB102",
        "NB",
        "",
        "XX001",
        "NB001",
    ]
)
words = st.sampled_from(
    [
        "error",
        "warning",
        "info",
        "never",
        "zh",
        "en",
        "json",
        "department",
        "township",
        "a.md",
        "*.md",
        "",
        " ",
        "2026-3-31",
        "部份",
    ]
)
scalars = names | words | st.integers(-1, 3000) | st.booleans() | st.just(date(2026, 3, 31)) | st.floats(0, 1)
tables = st.dictionaries(
    names
    | words
    | st.sampled_from(
        ["right", "right-in", "rule", "file", "cell", "reason", "until", "year", "level", "agency"]
    ),
    scalars,
)
values = (
    scalars
    | st.lists(scalars, max_size=3)
    | tables
    | st.lists(tables, max_size=2)
    | st.dictionaries(words | names, tables, max_size=2)
)


@given(
    st.dictionaries(
        st.sampled_from([key for key in KEYS if key not in ("rules", "formats")]), values, max_size=3
    )
)
def test_it_refuses_nothing_that_the_command_accepts(data: dict[str, Any]) -> None:
    assert accepted_by_schema(data) or not accepted_by_command(data)
