"""Checks of a source: selection, severities, crashes and fingerprints."""

from __future__ import annotations

from pathlib import Path

import pytest
from nianbao.grammar import Report
from nianbao.linter import Config, Problem, Severity, Source, all_rules, check, examine
from nianbao.linter import registry as registry_module
from nianbao.linter.audit import Verdict
from nianbao.linter.registry import Rule

from tests.conftest import ROOT

FAULTY = Source("faulty.md", (ROOT / "examples" / "faulty.md").read_text("utf-8"))


def codes(config: Config | None = None) -> list[str]:
    return [finding.code for finding in check(FAULTY, config)]


def test_findings_come_in_the_order_of_the_text() -> None:
    assert codes() == ["NB104", "NB202", "NB301", "NB204", "NB304", "NB103"]


def test_select_and_ignore() -> None:
    assert codes(Config(select=frozenset({"NB304"}))) == ["NB304"]
    assert codes(Config(ignore=frozenset({"NB104", "NB304"}))) == ["NB202", "NB301", "NB204", "NB103"]


def test_severity_of_a_rule_can_be_changed() -> None:
    findings = check(FAULTY, Config(severity={"NB204": Severity.ERROR}))
    assert {finding.code: finding.severity for finding in findings}["NB204"] is Severity.ERROR


def test_english() -> None:
    assert "should be 3, not 0" in next(
        finding.message for finding in check(FAULTY, Config(lang="en")) if finding.code == "NB304"
    )


def test_year_overrules_the_report() -> None:
    assert "NB402" in codes(Config(year=2020))


def test_audit_counts() -> None:
    audit = examine(FAULTY).audit
    assert audit and (len(audit.equations), audit.count(Verdict.PASSED), audit.count(Verdict.FAILED)) == (
        42,
        39,
        3,
    )


def test_a_rule_that_raises_takes_nothing_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: object) -> list[Problem]:
        raise RuntimeError("fell over")

    rules = registry_module.rules_for(Report)
    crashing = Rule("NB104", "section-heading", Severity.WARNING, Report, broken, Path("section_heading.md"))
    changed = tuple(crashing if rule.code == "NB104" else rule for rule in rules)
    real = registry_module.rules_for
    monkeypatch.setattr(
        "nianbao.linter.engine.rules_for", lambda subject: changed if subject is Report else real(subject)
    )
    findings = check(FAULTY)
    assert [finding.code for finding in findings] == ["NB999", "NB202", "NB301", "NB204", "NB304", "NB103"]
    assert "NB104" in findings[0].message and "fell over" in findings[0].message


def test_a_crash_is_reported_even_when_only_other_rules_are_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config(select=frozenset({"NB304"}))
    assert {rule.code for rule in all_rules() if config.wants(rule)} == {"NB001", "NB304", "NB999"}


def test_fingerprints_do_not_depend_on_lines() -> None:
    moved = Source(
        "other.md", FAULTY.original.replace("## 一、基本情况", "前言。\n\n再一段。\n\n## 一、基本情况")
    )
    assert [finding.fingerprint for finding in check(moved)] == [
        finding.fingerprint for finding in check(FAULTY)
    ]
    assert len({finding.fingerprint for finding in check(FAULTY)}) == 6


def test_fingerprints_tell_agencies_apart() -> None:
    other = Source("other.md", FAULTY.original.replace("松陵县水利局", "云岭市水利局"))
    assert not {finding.fingerprint for finding in check(other)} & {
        finding.fingerprint for finding in check(FAULTY)
    }


def test_fixes_apply_to_a_report_that_is_then_right() -> None:
    text = FAULTY.original
    edits = [
        (FAULTY.original_span(edit.span), edit.text)
        for finding in check(FAULTY)
        for fix in finding.fixes
        for edit in fix.edits
    ]
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    # Only the text of the section whose heading was put in is still to be written.
    assert [finding.code for finding in check(Source("fixed.md", text))] == ["NB108"]
