"""A pattern that is compiled when it is first used, or was kept, is the one that `re` compiles."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import kept
from nianbao.grammar import regex as module
from nianbao.grammar.regex import _Codes, _compile, _matcher, regex

PATTERNS = [
    ("", 0),
    ("[一二三四五六七八九十]+、|(?P<kind>申请|复议)(?P<count>[0-9]{1,3}(?:,[0-9]{3})*)件", 0),
    (r"(?i:<br\s*/?>)|[\W_]+", 0),
    ("<!--(?P<said>.*?)-->", re.DOTALL),
    (r"^(a)(?(1)b|c)\1$", re.MULTILINE | re.IGNORECASE),
    ("[\u3400-\u9fff\U00020000-\U0002a6df](?<=[^一])(?!x)", 0),
    (r"(?x) a  # a remark", re.ASCII),
]
TEXTS = st.text(alphabet="一二十、申请复议0123,件<br/>!-abcABCx \n𠀀", max_size=30)


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
@given(text=TEXTS)
def test_it_matches_as_that_of_re(pattern: str, flags: int, text: str) -> None:
    expected = re.compile(pattern, flags)
    for tried in (regex(pattern, flags), _matcher(pattern, _compile(pattern, int(flags)))):
        assert [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in tried.finditer(text)] == [
            (match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in expected.finditer(text)
        ]
        assert (tried.pattern, tried.flags, tried.groups, dict(tried.groupindex)) == (
            expected.pattern,
            expected.flags,
            expected.groups,
            dict(expected.groupindex),
        )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr(kept, "_beside_compiled", lambda name: tmp_path / name)
    yield tmp_path


def test_what_was_compiled_is_kept_and_not_compiled_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _Codes()
    for pattern, flags in PATTERNS:
        assert first.compiled(pattern, int(flags)) == re.compile(pattern, flags)
    first.keep()
    monkeypatch.setattr(module, "_compile", None)
    second = _Codes()
    for pattern, flags in PATTERNS:
        assert second.compiled(pattern, int(flags)) == re.compile(pattern, flags)
    written = (folder / "regex").stat().st_mtime_ns
    second.keep()
    assert (folder / "regex").stat().st_mtime_ns == written


def test_of_very_many_only_those_used_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MANY", 3)
    for patterns in (["a", "b", "c"], ["d", "a"], ["a", "d"]):
        codes = _Codes()
        for pattern in patterns:
            codes.compiled(pattern, 0)
        codes.keep()
    assert {pattern for pattern, _ in kept.Kept("regex", module.__file__, *_key()).read()} == {"a", "d"}


def _key() -> tuple[int, str]:
    import sys

    return sys.hexversion, sys.byteorder


@pytest.mark.parametrize("damage", [("(0, b'', 0)", AttributeError), ("no code", TypeError)])
def test_where_python_is_another_than_expected_re_does_it(damage: tuple[str, type[Exception]], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise damage[1](damage[0])

    monkeypatch.setattr(module, "_compile", fail)
    assert _Codes().compiled("a+", 0) == re.compile("a+")


def test_a_kept_code_that_is_none_is_not_run(folder: Path) -> None:
    kept.Kept("regex", module.__file__, *_key()).write({("a+", 0): (32, b"\x01\x02\x03\x04" * 9, 0, {})})
    found = _Codes().compiled("a+", 0).search("baa")
    assert found and found.span() == (1, 3)


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_it_is_compiled_here_and_not_by_re(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would be kept, and each start be slower: this Python's `re` is as expected."""
    monkeypatch.setattr(re, "compile", None)
    assert _Codes().compiled("(?P<some>一+)[二三四]", 0).search("一一三") is not None


def test_a_pattern_can_be_sent_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(regex("[一二]+")))
    assert sent.fullmatch("一二")
