"""What is said of command lines that are not understood."""

from __future__ import annotations

import pytest

from tests.command import nianbao


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("chek a.md", "没有命令“chek”，是不是“check”？"),
        ("开始", "没有命令“开始”，可以是 check、"),
        ("", "缺少参数：命令"),
        ("check --fromat json a.md", "没有选项“--fromat”，是不是“--format”？"),
        ("check --form json a.md", "没有选项“--form”，是不是“--format”？"),
        ("check --format jsn a.md", "--format 不能是“jsn”，可以是 text"),
        ("check a.md --output", "--output 后面要写一个值"),
        ("annotate a.docx b.docx -o c.docx", "没有参数“b.docx”"),
        ("check --lang en --fromat json a.md", "unknown: --fromat; did you mean --format?"),
        ("chek --lang=en a.md", "there is no command 'chek'; did you mean check?"),
    ],
)
def test_a_line_that_is_not_understood_is_told_with_what_was_meant(line: str, said: str) -> None:
    run = nianbao(*line.split())
    assert run.returncode == 2
    assert said in run.stderr
    assert "--help" in run.stderr
    assert not run.stdout


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("NB1O4", "是不是“NB104”？"),
        ("section-headings", "是不是“section-heading”？"),
        ("标点", "是不是“NB703”？"),
        ("错别字", "是不是“NB701”？"),
        ("NBX", "没有规则“NBX”，nianbao rules 列出全部规则"),
        ("left-over", "没有规则“left-over”，nianbao rules 列出全部规则"),
    ],
)
def test_only_a_rule_that_may_be_meant_is_suggested(wanted: str, said: str) -> None:
    run = nianbao("explain", wanted)
    assert run.returncode == 2
    assert said in run.stderr


@pytest.mark.parametrize("command", ["", "check", "fix", "extract", "rules"])
def test_help_is_in_chinese(command: str) -> None:
    said = nianbao(*command.split(), "--help").stdout
    assert "用法：" in said
    assert "显示这段说明" in said
    assert not {"usage:", "options:", "positional arguments:", "show this help"} & set(said.splitlines())
    assert "show this help message" not in said


def test_a_terminal_without_chinese_is_spoken_to_in_english() -> None:
    said = nianbao(
        "check",
        "examples/faulty.md",
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    )
    assert "this terminal cannot show Chinese, so messages are in English" in said.stderr
    assert "warning NB104" in said.stdout
