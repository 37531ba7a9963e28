"""A report whose overview is a sentence, and what rules about figures of the prose find in it."""

from __future__ import annotations

from nianbao.linter import Config, Finding, Source, check

HEAD = "青禾县民政局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n"
RULES = frozenset({"NB506", "NB508", "NB509", "NB510"})


def findings(prose: str) -> list[Finding]:
    return check(Source("a.md", HEAD + prose + "\n"), Config(select=RULES | {"NB999"}))


def assert_found(code: str, prose: str, *expected: tuple[str, str | None]) -> None:
    """A rule, and no other, finds these places and says what is due, in any marks and with any blanks."""
    assert [(one.code, one.problem.found, one.problem.expected) for one in findings(prose)] == [
        (code, found, right) for found, right in expected
    ]
    half = prose.translate(str.maketrans("，；：（）", ",;:()"))
    for text in (half, half.replace(",", ", "), "\u3000\u3000" + half):
        assert [(one.code, one.problem.expected) for one in findings(text)] == [
            (code, right) for _, right in expected
        ]
