"""What would set a finding right: alternatives are all said, figures are to be confirmed."""

import json

import pytest
from nianbao.linter import Source, examine, outputs
from nianbao.linter.annotate.remarks import remark
from nianbao.linter.outputs.shared.remedies import remedy, settled

from tests.linter.outputs.cases import CLEAN, faulty, written

# One equation fails, and any of its cells may be wrong.
OPEN = CLEAN.replace(f"|{' 0 |' * 15}", f"| 2 | 0 | 1 | 2 | 10 |{' 0 |' * 10}")


def test_alternatives_are_not_told_as_facts() -> None:
    examined = examine(Source("a.md", OPEN))
    (finding,) = (one for one in examined.findings if one.code == "NB304")
    assert len(finding.fixes) > 2
    assert settled(finding) is None
    said = remedy(finding, "zh")
    assert said.endswith("，请查台账（需人工确认）")
    assert all(fix.title.text("zh") in said for fix in finding.fixes)
    lines = remark(finding, examined, "zh")
    assert not any(line.startswith("应为") for line in lines)
    assert "以上改法只有一种是对的，请查台账后再改" in lines
    (report,) = json.loads(written("json", [examined]))["reports"]
    assert [one["expected"] for one in report["findings"] if one["code"] == "NB304"] == [None]
    assert written("markdown", [examined]).replace("\\", "").count(said) == 1
    assert written("html", [examined]).count(f"<td>{said}</td>") == 1


@pytest.mark.parametrize("format", sorted(set(outputs.FORMATS) - {"json"}))  # which says `safe: false`
def test_figures_are_to_be_confirmed(format: str) -> None:
    assert "需人工确认" in written(format, [faulty()])


def test_safe_fixes_need_no_confirmation() -> None:
    examined = examine(Source("a.md", CLEAN.replace("。", ".", 1)))
    for finding in examined.findings:
        if finding.fixes and finding.fixes[0].safe:
            assert "需人工确认" not in remedy(finding, "zh")


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_finding_without_anything_to_write(format: str) -> None:
    """A date that is too late stays what it was: no output may tell another one as what it should be."""
    examined = examine(Source("a.md", CLEAN))
    assert all(remedy(finding, "zh") == "" for finding in examined.findings if not finding.fixes)
    assert "应为：None" not in written(format, [examined])
