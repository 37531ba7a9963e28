"""Rules of the wording are silent about correct reports, and give right places in traditional texts."""

from __future__ import annotations

import random

from tests.generator import STYLES, draft, random_figures, render, renders
from tests.linter.fixing import applied
from tests.linter.rules.wording.reports import findings, report


def test_correct_reports_are_silent() -> None:
    for number in range(60):
        rng = random.Random(number)
        clean = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        style = rng.choice([style for style in STYLES if renders(clean, style)])
        said = [
            finding
            for finding in findings(render(clean, style, rng))
            if finding.code != "NB703" or "半角" not in finding.message
        ]
        assert [finding.message for finding in said] == []


def test_a_traditional_text_with_glosses_is_fixed_in_place() -> None:
    text = report("2023年，我局公開(kāi)信息逾5千余條(tiáo)，公開(kāi)部份文件。")
    for finding in findings(text, "NB701", "NB704"):
        assert finding.fixes
    (wrong,) = findings(text, "NB701")
    assert "公開(kāi)部分文件" in applied(text, wrong.fixes[0])
    (twice,) = findings(text, "NB704")
    assert "逾5千條(tiáo)，公開(kāi)部份" in applied(text, twice.fixes[0])
