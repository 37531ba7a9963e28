"""The pages of the rules: complete, in one form, and every example says exactly what the rule says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nianbao.linter import Config, Finding, ReadError, Rule, Source, all_rules, check, read
from nianbao.linter import rules as official
from nianbao.linter.config import Lang
from nianbao.linter.engine import unreadable
from nianbao.linter.findings import RuleCrash
from nianbao.linter.pages import Example, page_of
from nianbao.linter.rules.reading.rule_crash import rule_crash

from tests.formats.added import formats_of

SECTIONS = ["为什么", "依据", "例外", "错误示例", "正确示例"]
WITHOUT_TEXT = ("NB001", "NB999")  # what they report is no text, so there is none to show
LIMITS: dict[Lang, int] = {"zh": 60, "en": 120}  # characters of a message
FOLDER = Path(official.__path__[0])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## (.+)\n((?:(?!## ).*\n)*)", re.MULTILINE)
_LABEL = re.compile(r"“[^”]*”")

rules = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: f"{rule.code}-{rule.name}")


def findings_of(rule: Rule, example: Example, lang: Lang = "zh") -> list[Finding]:
    config = Config(select=frozenset({rule.code}), lang=lang, formats=formats_of(rule))
    return check(Source("example.md", example.text), config)


def lines_of(rule: Rule, example: Example) -> tuple[str, ...]:
    """The findings that a page shows, as `line:column message`."""
    source = Source("example.md", example.text)
    lines = []
    for finding in findings_of(rule, example):
        assert finding.span, finding
        place = source.position(source.original_span(finding.span).start)
        lines.append(f"{place.line}:{place.column} {finding.message}")
    return tuple(lines)


def fences(text: str) -> list[str]:
    return [match[1] for match in _FENCE.finditer(text)]


def without_fences(text: str) -> str:
    return _FENCE.sub("", text)


def sections_of(text: str) -> dict[str, str]:
    """The sections by their headings, with `##` inside examples left alone."""
    hidden = _FENCE.sub(lambda match: match[0].replace("\n#", "\n\\#"), text)
    return {match[1]: match[2] for match in _SECTION.finditer(hidden)}


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    modules = {path for path in FOLDER.glob("*/*.py") if path.name != "__init__.py"}
    pages = set(FOLDER.rglob("*.md"))
    assert {path.with_suffix(".md") for path in modules} == pages
    assert {rule.page for rule in all_rules()} == pages


@rules
def test_page_has_a_head_and_all_sections(rule: Rule) -> None:
    page = page_of(rule)
    assert page.title and page.summary.endswith("。") and page.english.endswith(".")
    assert re.findall(r"^## (.+)$", without_fences(page.text), re.MULTILINE) == SECTIONS
    assert [name for name, body in sections_of(page.text).items() if not body.strip()] == []


@rules
def test_every_fence_is_an_example_and_stands_in_its_section(rule: Rule) -> None:
    page = page_of(rule)
    wrong, right = (fences(sections_of(page.text)[name]) for name in SECTIONS[-2:])
    if rule.code in WITHOUT_TEXT:
        assert (set(wrong), right) == ({"text"}, [])
    else:
        faulty = sum(bool(example.findings) for example in page.examples)
        assert (wrong, right) == (
            ["markdown", "findings"] * faulty,
            ["markdown"] * (len(page.examples) - faulty),
        )
    assert len(fences(page.text)) == len(wrong) + len(right) + bool(page.format)


@rules
def test_examples_show_what_is_wrong_and_what_is_right(rule: Rule) -> None:
    examples = page_of(rule).examples
    if rule.code in WITHOUT_TEXT:
        assert not examples
    else:
        assert any(example.findings for example in examples)
        assert any(not example.findings for example in examples)


@rules
def test_findings_of_examples_are_those_on_the_page(rule: Rule) -> None:
    examples = page_of(rule).examples
    assert {example.text: lines_of(rule, example) for example in examples} == {
        example.text: example.findings for example in examples
    }


@rules
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_messages_are_short(rule: Rule, lang: Lang) -> None:
    messages = {
        finding.message for example in page_of(rule).examples for finding in findings_of(rule, example, lang)
    }
    assert [
        (len(_LABEL.sub("", message)), message)
        for message in sorted(messages)
        if len(_LABEL.sub("", message)) > LIMITS[lang]
    ] == []


def test_page_of_unreadable_file_shows_its_messages(tmp_path: Path) -> None:
    (rule,) = (rule for rule in all_rules() if rule.code == "NB001")
    files = {
        "a.docx": b"PK",
        "a.zip": b"PK",
        "binary.txt": b"\0\1\2\3" * 2000,
        "broken.txt": "年".encode() * 1365 + b"a\xff" + "报".encode() * 1000,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    messages = []
    for name in (*files, "absent.txt"):
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name, name=name)
        messages += [finding.message for finding in unreadable(caught.value).findings]
    shown = [match[2].rstrip("\n") for match in _FENCE.finditer(page_of(rule).text)]
    assert shown == messages


def test_page_of_rule_crash_shows_its_message() -> None:
    (rule,) = (rule for rule in all_rules() if rule.code == "NB999")
    (problem,) = rule_crash(RuleCrash("NB302", "applicant-total", KeyError("total")))
    shown = [match[2].rstrip("\n") for match in _FENCE.finditer(page_of(rule).text)]
    assert shown == [problem.phrase.text("zh")]
