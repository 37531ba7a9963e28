"""Every format tells all findings once, with both figures and the same columns."""

from __future__ import annotations

import json
import re

import pytest
from nianbao.linter import Source, examine, outputs
from nianbao.linter.rules import wording

from tests.linter.outputs.cases import CLEAN, FAULTY, counts, faulty, written
from tests.linter.outputs.counting import COUNT


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_one_wrong_cell_is_told_once_with_what_else_it_breaks(format: str) -> None:
    """It breaks a column and a row; both equations belong to the one finding."""
    examined = examine(
        Source("a.md", CLEAN.replace("| 13 | 0 | 0 | 0 | 0 | 0 | 13 |", "| 31 | 0 | 0 | 0 | 0 | 0 | 13 |"))
    )
    assert [finding.code for finding in examined.findings] == ["NB301"]
    output = written(format, [examined])
    assert COUNT[format](output) == {"error": 1}
    if format not in ("github", "gitlab", "checkstyle"):  # which have a place for one sentence only
        said = output.replace("\\", "")
        assert "“自然人”列：31 + 1 ≠ 14" in said and "“本年新收”行：13 ≠ 31" in said


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_both_figures_and_the_right_one_are_said(format: str) -> None:
    output = written(format, [faulty()]).replace("\\", "")
    assert (
        "本年新收 31 + 上年结转 1 = 32，（七）总计 14 + 结转下年度 0 = 14；“本年新收”应为 13，现为 31"
        in output
    )
    assert "总计 0，分项之和 3；“总计”应为 3，现为 0" in output


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_all_findings_are_told(format: str) -> None:
    slips = [line.split("\t")[0] for line in _word_list() if re.fullmatch(r"[一-龥]{4,}\t.*", line)][:60]
    text = CLEAN.replace("## 二、", "\n\n".join(f"本年度{slip}。" for slip in slips) + "\n\n## 二、")
    examined = examine(Source("a.md", text))
    assert len(examined.findings) >= 40
    assert COUNT[format](written(format, [examined])) == counts([examined])


def _word_list() -> list[str]:
    from importlib.resources import files

    return files(wording).joinpath("wrong_word.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_format_counts_the_same_columns(end: str) -> None:
    """Columns are code points of the file, whatever stands before: astral, wide and invisible characters."""
    before = "😀𠮷⼀Ａ\u200b\ufe0f務(wù)"
    text = "\ufeff" + FAULTY.replace("| 31 |", f"| <!-- {before} --> 31 |").replace("\n", end)
    examined = [examine(Source("a.md", text))]
    lines = text.split(end)
    ((line, row),) = [(number, line) for number, line in enumerate(lines, 1) if before in line]
    column = row.index(" 31 |") + 2
    (finding,) = (
        one
        for one in json.loads(written("json", examined))["reports"][0]["findings"]
        if one["code"] == "NB301"
    )
    assert finding["range"]["start"] == {"line": line, "column": column}
    (result,) = (
        one
        for one in json.loads(written("sarif", examined))["runs"][0]["results"]
        if one["ruleId"] == "NB301"
    )
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (line, column, column + 2)
    assert f"a.md:{line}:{column}: 错误 NB301" in written("text", examined)
    assert f"line={line},endLine={line},col={column},endColumn={column + 2}," in written("github", examined)
    assert f'line="{line}" column="{column}" severity="error" message="表三' in written(
        "checkstyle", examined
    )
    assert f"a.md:{line}:{column}</failure>" in written("junit", examined)
