"""JUnit and Checkstyle: against schemas, and read back by others."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml, TestSuite
from junitparser.junitparser import Error, Failure, Skipped
from lxml import etree
from nianbao.linter import Config, Examination, Severity, Source, examine, outputs
from nianbao.linter.outputs.markup import attribute, escaped

from tests.linter.outputs.cases import (
    FAULTY,
    ODD_NAMES,
    clean,
    every_kind,
    faulty,
    generated,
    laid_out,
    named,
    not_a_report,
    schema,
    unread,
    waived,
    written,
)


@cache
def schema_of(format: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(schema(f"{format}.xsd"))))


@pytest.mark.parametrize("format", ["junit", "checkstyle"])
def test_every_kind_of_file_fits_the_schema(format: str) -> None:
    ignored = examine(Source("notes.md", "# 说明\n"), Config(ignore=frozenset({"NB002"})))
    for examinations in ([*every_kind(), ignored], [], *([named(faulty(), name)] for name in ODD_NAMES)):
        schema_of(format).assertValid(etree.fromstring(written(format, examinations).encode()))


@pytest.mark.parametrize("format", ["junit", "checkstyle"])
@settings(max_examples=10)
@given(seed=st.integers(0, 10**9))
def test_any_report_fits_the_schema(format: str, seed: int) -> None:
    schema_of(format).assertValid(etree.fromstring(written(format, [generated(seed)]).encode()))


@given(st.text(st.characters()))
def test_any_text_is_kept_that_xml_can_hold(text: str) -> None:
    """As content and as attribute; the rest becomes a mark, and never an error of the reader."""
    element = ElementTree.fromstring(f'<a b="{attribute(text)}">{escaped(text)}</a>'.encode())
    kept = "".join(character if _held(character) else "\ufffd" for character in text)
    assert element.attrib["b"] == kept
    assert (element.text or "") == kept.replace("\r\n", "\n").replace("\r", "\n")


def _held(character: str) -> bool:
    return character in "\t\n\r" or (
        character >= " " and character not in "\ufffe\uffff" and not "\ud800" <= character <= "\udfff"
    )


def suites(*examinations: Examination, fail_on: Severity | None = Severity.ERROR) -> list[TestSuite]:
    options = outputs.Options(root="/reports", fail_on=fail_on)
    return list(JUnitXml.fromstring(written("junit", examinations, options).encode()))


def test_a_suite_for_each_report_with_one_case_that_says_what_was_checked() -> None:
    wrong, right = suites(faulty(), clean())
    assert (wrong.name, wrong.tests, wrong.failures, wrong.errors, wrong.skipped) == (
        "报告/faulty.md",
        7,
        4,
        0,
        0,
    )
    assert (right.name, right.tests, right.failures) == ("报告/clean.md", 1, 0)
    (case,) = right
    assert (
        case.name == "核对报告"
        and case.system_out == "核对等式 42 个，成立 42，不成立 0，无法核对 0"
        and not case.result
    )


@pytest.mark.parametrize(("fail_on", "failures"), [(Severity.ERROR, 4), (Severity.WARNING, 6), (None, 0)])
def test_a_case_fails_where_the_run_does(fail_on: Severity | None, failures: int) -> None:
    (suite,) = suites(faulty(), fail_on=fail_on)
    assert (
        suite.failures
        == failures
        == sum(isinstance(result, Failure) for case in suite for result in case.result)
    )


def test_a_failure_tells_place_message_and_figures() -> None:
    (suite,) = suites(faulty())
    (case,) = (case for case in suite if case.name.startswith("NB301"))
    (failure,) = case.result
    assert failure.type == "error" and failure.message.startswith("错误：“自然人”列不平衡")
    lines = failure.text.splitlines()
    assert lines[0].startswith("错误 NB301 ") and "应为 13，现为 31" in lines[1] and "31 + 1 ≠ 14" in lines[2]
    assert lines[-2] == "可改：改为 13" and lines[-1].startswith("报告/faulty.md:45:")
    assert (case.classname, case._elem.get("file"), case._elem.get("line")) == (
        "报告/faulty.md",
        "报告/faulty.md",
        "45",
    )


def test_names_of_cases_are_unique() -> None:
    """GitLab shows only the first of cases with the same name."""
    text = FAULTY.replace("定期清理已经失效的文件", "定期跟新文件，部份文件已经失效")
    (suite,) = suites(examine(Source("a.md", text)))
    names = [case.name for case in suite]
    assert sum(name.startswith("NB701") for name in names) == 2 and len(set(names)) == len(names)


def test_what_kept_a_file_from_being_checked_is_an_error() -> None:
    (suite,) = suites(unread(), fail_on=None)
    (case,) = suite
    (result,) = case.result
    assert isinstance(result, Error) and suite.errors == 1 and "另存为" in result.text


def test_a_file_that_is_no_report_and_need_not_be_is_skipped() -> None:
    (suite,) = suites(examine(Source("notes.md", "# 说明\n"), Config(ignore=frozenset({"NB002"}))))
    assert (suite.tests, suite.skipped) == (1, 1)
    assert [case.name.split()[0] for case in next(iter(suites(not_a_report())))] == ["NB002"]


def test_what_is_waived_is_skipped_and_says_why() -> None:
    (suite,) = suites(waived())
    (case,) = (case for case in suite if case.name.startswith("NB104"))
    (result,) = case.result
    assert (
        isinstance(result, Skipped)
        and "因县里统一用此标题（至 2999-12-31）" in result.message
        and suite.skipped == 2
    )


def test_checkstyle_gives_places() -> None:
    root = etree.fromstring(written("checkstyle", [faulty(), clean()]).encode())
    assert [file.get("name") for file in root] == ["报告/faulty.md", "报告/clean.md"]
    (error,) = (error.attrib for error in root.iter("error") if error.get("source") == "nianbao.NB301")
    assert FAULTY.splitlines()[int(error["line"]) - 1][int(error["column"]) - 1 :].startswith("31 ")
    assert "应为 13，现为 31" in error["message"]
    (alone,) = etree.fromstring(written("checkstyle", [laid_out("报告.pdf", paged=True)]).encode())
    assert all("line" not in error.attrib and "column" not in error.attrib for error in alone)
