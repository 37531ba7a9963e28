"""Wrong configuration files: each fault is said with its line and the remedy, and none is passed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Source, check
from nianbao.linter.config import UsageError
from nianbao.linter.settings import Settings

from tests.command import nianbao
from tests.linter.settings.configured import KEYS_OF_A_FILE, TEXT, furnish, troubles, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return furnish(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("selct = []", 1, "是不是“select”"),
        ('\nselect = ["NB3O1"]', 2, "没有规则“NB3O1”，是不是“NB301”"),
        ('ignore = [\n  "NB104",\n  "row-labels",\n]', 3, "是不是“row-label”"),
        ('ignore = ["NB001"]', 1, "NB001 不能关闭"),
        ('per-file-ignores = { "a.md" = ["NB999"] }', 1, "NB999 不能关闭"),
        ("select = 3", 1, "文字的列表"),
        ('[severity]\nNB204 = "fatal"', 2, "“NB204”不能是“fatal”，可以是 error，warning，info"),
        ('[severity]\nNB2O4 = "error"', 2, "是不是“NB204”"),
        ('severity = "error"', 1, "应是一个表"),
        ('fail-on = "eror"', 1, "是不是“error”"),
        ('format = "sarfi"', 1, "是不是“sarif”"),
        ('lang = "cn"', 1, "可以是 zh，en"),
        ('level = "city"', 1, "government，department，township"),
        ("year = 23", 1, "2008 至 2099 的整数"),
        ("year = true", 1, "整数，而不是 true"),
        ('jobs = "two"', 1, "0 至 256 的整数"),
        ("quiet = 1", 1, "true 或 false"),
        ('words = ["部份"]', 1, '如 { "部份" = "部分" }'),
        ('[words]\n"部份" = { }', 2, "应写明正确的词"),
        ('[words]\n"部份" = { right = "部分", right-in = ["全部"] }', 2, "没有“部份”这几个字"),
        ('[words]\n"部份" = { rihgt = "部分" }', 2, "是不是“right”"),
        ('[per-file]\n"a.md" = { yaer = 2023 }', 2, "是不是“year”"),
        ('[per-file."a.md"]\nyear = 2023\nlevel = "town"', 3, "是不是“township”"),
        ('rule-pages = "https://x.example/{rule}"', 1, "{name} 或 {code}"),
        ('rule-pages = "https://x.example/{"', 1, "{name} 或 {code}"),
        ('rule-pages = "x"', 1, "应为网址"),
        ('formats = "nowhere"', 1, "没有文件夹"),
        ('formats = "reports"', 1, "reports：文件夹里没有 .toml 格式文件"),
        ('rules = ["nowhere.py"]', 1, "找不到规则模块“nowhere.py”"),
        ('rules = ["no.such.module"]', 1, "找不到规则模块“no.such.module”"),
        ('[[waiver]]\nfile = "a.md"\nreason = "x"', 1, "缺少“rule”"),
        ('[[waiver]]\nrule = "NB304"\nreason = "x"', 1, "缺少“file”"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\nreson = "x"', 4, "是不是“reason”"),
        (
            '[[waiver]]\nrule = "NB304"\nfile = "a.md"\n\n[[waiver]]\nrule = "NB3O4"\nfile = "a.md"',
            6,
            "是不是“NB304”",
        ),
        ('[[waiver]]\nrule = "NB999"\nfile = "a.md"', 2, "NB999 不能豁免"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\nuntil = "2026-02-30"', 4, "不是一个日期"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\ncell = "remedies/case"', 4, "是不是“remedies/cases”"),
        (
            '[[waiver]]\nrule = "NB304"\nfile = "a.md"\ncell = "表四 · 行政复义 · 总计"',
            4,
            "是不是“表四 · 行政复议 · 总计”",
        ),
        ('[waiver]\nrule = "NB304"', 1, "[[waiver]]"),
        ("year = ", 1, "不是正确的 TOML"),
        ('year = 2020\nselect = ["NB3"', None, "不是正确的 TOML"),
    ],
)
def test_whatever_is_wrong_is_an_error_with_its_line_and_the_remedy(
    folder: Path, text: str, line: int | None, says: str
) -> None:
    said = troubles(folder, text)
    assert any(says in trouble for trouble in said), said
    if line:
        assert said[0].split("：")[0].endswith(f"nianbao.toml 第 {line} 行"), said
    for trouble in (*said, *troubles(folder, text, "en")):
        assert "nianbao.toml" in trouble
    if text.startswith("["):
        return
    (folder / "nianbao.toml").unlink()
    write(folder, f"[tool.nianbao]\n{text}\n", "pyproject.toml")
    with pytest.raises(UsageError) as caught:
        Settings().for_file(folder / "a.md")
    assert any(says in phrase.text("zh") for phrase in caught.value.phrases)


def test_all_errors_are_said_at_once_in_the_order_of_the_lines(folder: Path) -> None:
    write(folder, 'selct = ["NB3"]\nlang = "cn"\nignore = ["NB3O1"]\n[severity]\nNB204 = "fatal"\n')
    run = nianbao("check", "reports", cwd=folder)
    assert (run.returncode, run.stdout) == (2, "")
    assert [line.split("：")[0] for line in run.stderr.splitlines()] == [
        f"nianbao: nianbao.toml 第 {line} 行" for line in (1, 2, 3, 5)
    ]


def test_one_that_is_broken_stops_the_run_before_anything_is_checked(folder: Path) -> None:
    write(folder / "reports" / "2023", "selct = []\n")
    (folder / "reports" / "0.md").write_text(TEXT, "utf-8")
    run = nianbao("check", "reports", cwd=folder)
    assert (run.returncode, run.stdout) == (2, "") and "是不是“select”" in run.stderr


def test_one_that_cannot_be_read(folder: Path) -> None:
    (folder / "nianbao.toml").write_bytes("lang = '中'".encode("gb18030"))
    with pytest.raises(UsageError, match="not in UTF-8"):
        Settings().for_file(folder / "a.md")
    (folder / "nianbao.toml").write_bytes(b"\xef\xbb\xbfyear = 2020\r\n")
    assert Settings().for_file(folder / "a.md").year == 2020


@pytest.mark.parametrize(
    "arguments",
    [
        ["--ignore", "NB001"],
        ["--select", "NB3O1"],
        ["--config", "nowhere.toml"],
        ["--severity", "row-lable=error"],
    ],
)
def test_options_that_are_wrong(folder: Path, arguments: list[str]) -> None:
    run = nianbao("check", "reports", *arguments, cwd=folder)
    assert (run.returncode, run.stdout) == (2, "") and "Traceback" not in run.stderr


KEYS = st.sampled_from(KEYS_OF_A_FILE)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("NB1*[a/.\\!# ", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("NB1a.", max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + "}"
    return '"x"' if value is None else json.dumps(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_stands_in_it_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write(folder, "\n".join(f"{key} = {toml(value)}" for key, value in data.items()))
    try:
        check(Source("a.md", TEXT), Settings().for_file(folder / "a.md"))
    except UsageError as error:
        assert error.phrases and all(phrase.text(lang) for phrase in error.phrases for lang in ("zh", "en"))
