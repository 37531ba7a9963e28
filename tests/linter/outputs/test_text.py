"""The text for people: places, colours, one line a finding where that is asked for, and a summary by file."""

from __future__ import annotations

import re

from nianbao.linter import Source, examine, outputs

from tests.linter.outputs.cases import FAULTY, clean, faulty, laid_out, named, waived, written

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def brief(*examinations: object) -> list[str]:
    return written("text", examinations, outputs.Options(brief=True)).splitlines()  # type: ignore[arg-type]


def test_brief_is_one_line_a_finding() -> None:
    lines = brief(faulty(), waived())
    assert len(lines) == 12
    assert lines[0] == "报告/faulty.md:7:6: 警告 NB104 一、基本情况：标题“基本情况”应为“总体情况”"
    assert all(re.match(r"\S+:\d+:\d+: (错误|警告|提示|已豁免) NB\d{3} \S", line) for line in lines)


def test_a_place_that_the_message_names_is_not_said_again() -> None:
    (line,) = (line for line in brief(faulty()) if "NB202" in line)
    assert line.split("NB202 ")[1].startswith("表二第二十条")


def test_several_files_are_summed_up_one_a_line() -> None:
    lines = written("text", [faulty(), clean(), waived()]).splitlines()
    assert lines[-5:] == [
        "按文件汇总：",
        "  错误   3  警告   3  提示   0  报告/faulty.md",
        "  没有问题  报告/clean.md",
        "  错误   3  警告   1  提示   0  报告/waived.md",
        "不能发布：3 个文件中 2 个要改；6 处错误必须改；4 处警告请核对；另有 2 处已豁免",
    ]
    assert "按文件汇总" not in written("text", [faulty()])
    assert "按文件汇总" not in "\n".join(brief(faulty(), waived()))


def test_what_is_waived_says_why_and_offers_no_fix() -> None:
    text = written("text", [waived()])
    assert (
        "已豁免 NB104 部分标题与格式不一致 一、基本情况\n  标题“基本情况”应为“总体情况”\n"
        "  报告内注释：因县里统一用此标题（至 2999-12-31）\n\n"
    ) in text
    assert "  基线中已有\n" in text


def test_colours_add_nothing_but_colours() -> None:
    files = [faulty(), waived(), named(faulty(), "b.md")]
    for brief in (False, True):
        coloured = written("text", files, outputs.Options(brief=brief, colour=True))
        assert (
            "\x1b[1;31m错误\x1b[0m" in coloured
            and "\x1b[1;33m警告\x1b[0m" in coloured
            and "\x1b[2m已豁免\x1b[0m" in coloured
        )
        assert _COLOUR.sub("", coloured) == written("text", files, outputs.Options(brief=brief))


def test_the_underline_stands_below_astral_and_wide_characters() -> None:
    """Columns are code points, marks are columns of a terminal: each wide character takes two."""
    text = FAULTY.replace("更新机构职能", "𠮷😀⼀Ａ内容跟新机构职能")
    lines = written("text", [examine(Source("a.md", text))]).splitlines()
    at = next(number for number, line in enumerate(lines) if "NB701" in line)
    column = int(lines[at].split(":")[2])
    assert text.splitlines()[int(lines[at].split(":")[1]) - 1][column - 1 :].startswith("内容跟新")
    shown, marks = lines[at + 2 : at + 4]
    before = shown[shown.index("│") + 1 : shown.index("内容跟新")]
    width = sum(1 if character.isascii() or character == "…" else 2 for character in before)
    assert (
        marks
        == shown[: shown.index("│")].replace(shown.split()[0], " " * len(shown.split()[0]))
        + "│"
        + " " * width
        + "^" * 8
    )


def test_a_file_without_lines_is_named_without_a_column() -> None:
    text = written("text", [laid_out("报告.pdf", paged=True)])
    assert (
        "报告.pdf: 错误 NB304 行政复议总计不等于四类结果之和 表四 · 行政复议 · 总计 · 第 3 页\n" in text
        and not re.search(r"报告\.pdf:\d", text)
    )
