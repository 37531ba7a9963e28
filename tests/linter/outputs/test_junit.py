"""JUnit: a suite for each report, a case for each finding, read back by another program."""

from __future__ import annotations

import pytest
from junitparser import JUnitXml, TestSuite
from junitparser.junitparser import Error, Failure, Skipped
from nianbao.linter import Config, Examination, Severity, Source, examine, outputs

from tests.linter.outputs.cases import (
    FAULTY,
    clean,
    faulty,
    not_a_report,
    unread,
    waived,
    written,
)


def suites(*examinations: Examination, fail_on: Severity | None = Severity.ERROR) -> list[TestSuite]:
    options = outputs.Options(root="/reports", fail_on=fail_on)
    return list(JUnitXml.fromstring(written("junit", examinations, options).encode()))


def test_a_suite_for_each_report_with_one_case_that_says_what_was_checked() -> None:
    wrong, right = suites(faulty(), clean())
    assert (wrong.name, wrong.tests, wrong.failures, wrong.errors, wrong.skipped) == (
        "报告/faulty.md",
        7,
        3,
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


@pytest.mark.parametrize(("fail_on", "failures"), [(Severity.ERROR, 3), (Severity.WARNING, 6), (None, 0)])
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
    assert lines[-2] == "可改（需人工确认）：改为 13" and lines[-1].startswith("报告/faulty.md:45:")
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
