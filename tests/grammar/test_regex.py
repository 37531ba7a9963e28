"""A `Regex` finds what `re` finds, and the words that it needs never cost a match."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from functools import cache

import nianbao.grammar
import nianbao.linter
import nianbao.lsp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar.regex import Regex
from nianbao.linter import Source, check

from tests.generator import clean

PATTERNS = [
    r"[0-9]+",
    r"(一)(二)?",
    r"^甲|乙$",
    r"(?:^|,)\w*",
    r"",
    r"(?i:AB)+",
    r"第(?P<number>[0-9]{1,3})条",
]
texts = st.text(st.sampled_from("甲乙一二,第条12aAbB \n"), max_size=20)
ends = st.integers(0, 20)


def groups(match: re.Match[str] | None) -> tuple[object, ...] | None:
    return match and (match.span(), match.groups(), match.groupdict())


def all_groups(matches: Iterator[re.Match[str]]) -> list[object]:
    return [groups(match) for match in matches]


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("flags", [0, re.MULTILINE])
@given(text=texts, start=ends, end=ends)
def test_methods_return_what_those_of_re_return(
    pattern: str, flags: int, text: str, start: int, end: int
) -> None:
    ours, theirs = Regex(pattern, flags), re.compile(pattern, flags)
    for method in ("match", "fullmatch", "search"):
        for where in ((), (start,), (start, end)):
            assert groups(getattr(ours, method)(text, *where)) == groups(
                getattr(theirs, method)(text, *where)
            )
    assert all_groups(ours.finditer(text, start, end)) == all_groups(theirs.finditer(text, start, end))
    assert ours.findall(text) == theirs.findall(text)
    assert ours.split(text) == theirs.split(text)
    assert ours.sub("-", text) == theirs.sub("-", text)


@given(text=texts, start=ends, end=ends)
def test_a_word_that_every_match_needs_changes_nothing(text: str, start: int, end: int) -> None:
    ours, theirs = Regex("第([0-9]+)|([0-9])条", needs=("第", "条")), re.compile("第([0-9]+)|([0-9])条")
    for method in ("match", "fullmatch", "search"):
        assert groups(getattr(ours, method)(text, start, end)) == groups(
            getattr(theirs, method)(text, start, end)
        )
    assert all_groups(ours.finditer(text, start, end)) == all_groups(theirs.finditer(text, start, end))
    assert ours.findall(text) == theirs.findall(text)
    assert ours.sub("-", text) == theirs.sub("-", text)


@given(text=texts)
def test_the_end_that_every_match_needs_changes_nothing(text: str) -> None:
    ours, theirs = Regex("[第0-9]{1,3}[0-9条]$", ends="0123456789条"), re.compile("[第0-9]{1,3}[0-9条]$")
    for method in ("match", "fullmatch", "search"):
        assert groups(getattr(ours, method)(text)) == groups(getattr(theirs, method)(text))


def test_a_wrong_pattern_raises_when_it_is_used() -> None:
    wrong = Regex("(")
    with pytest.raises(re.error):
        wrong.search("text")


# ── Every pattern of the package that names a word or an end that it needs ──


@cache
def with_needs() -> tuple[Regex, ...]:
    """Those of all modules, also the ones that are made when a report is checked."""
    for package in (nianbao.grammar, nianbao.linter, nianbao.lsp):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "._root" not in module.name:
                importlib.import_module(module.name)
    check(Source("a.md", clean(random.Random(0))))
    gc.unfreeze()  # what is frozen is not listed
    found = {
        (one.pattern, int(one.flags)): one
        for one in gc.get_objects()
        if isinstance(one, Regex) and (one.needs or one.ends)
    }
    return tuple(found[key] for key in sorted(found))


@settings(max_examples=50)
@given(st.data())
def test_every_match_has_what_its_pattern_needs(data: st.DataObject) -> None:
    for regex in with_needs():
        text = data.draw(st.from_regex(regex.compiled))
        assert groups(regex.search(text)) == groups(regex.compiled.search(text)), (regex, text)


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_in_reports_patterns_find_all_that_they_would_find_without_needs(seed: int) -> None:
    text = Source("a.md", clean(random.Random(seed))).text
    for part in (text, *text.splitlines()):
        for regex in with_needs():
            assert all_groups(regex.finditer(part)) == all_groups(regex.compiled.finditer(part)), regex
