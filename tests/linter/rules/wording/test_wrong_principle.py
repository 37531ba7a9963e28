"""NB705: the principle of openness turned round, or in its old wording."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.rules.wording.reports import corrected, findings, found, report


@pytest.mark.parametrize(
    ("body", "severity", "after"),
    [
        ("坚持公开为常态、公开为例外。", Severity.ERROR, "坚持公开为常态、不公开为例外。"),
        ("坚持公开是原则，公开是例外。", Severity.ERROR, "坚持公开是常态，不公开是例外。"),
        ("以不公开为常态、公开为例外。", Severity.ERROR, "以公开为常态、不公开为例外。"),
        ("严格审查，公开是例外。", Severity.ERROR, "严格审查，不公开是例外。"),
        ("以公开为原则、以不公开为例外。", Severity.WARNING, "以公开为常态、以不公开为例外。"),
        ("按照“公开是原则,不公开是例外”办理。", Severity.WARNING, "按照“公开是常态,不公开是例外”办理。"),
    ],
)
def test_wrong_principle(body: str, severity: Severity, after: str) -> None:
    (finding,) = findings(report(body), "NB705")
    assert finding.severity is severity and not finding.fixes[0].safe
    assert corrected(body, "NB705") == after


@pytest.mark.parametrize(
    "body",
    [
        "以公开为常态、不公开为例外。",
        "让公开成为常态、不公开成为例外的原则深入人心。",
        "公开是常态，不予公开是例外。",
        "以公开为常态，\n不公开为例外。",
        "以公开为常态、不\n公开为例外。",
        "由公开为原则、不公开为例外，转变为公开为常态、不公开为例外。",
        "改变不公开为常态、公开为例外的做法。",
        "不得使公开成为例外，作为例外的信息另行登记。",
    ],
)
def test_right_principle(body: str) -> None:
    assert found(body, "NB705") == []
