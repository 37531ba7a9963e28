"""Configuration files: which one holds, what it says, and that nothing in it is passed over."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Level
from nianbao.grammar.format_files import OFFICIAL
from nianbao.linter import Config, Finding, Severity, Source, all_rules, check
from nianbao.linter.config import UsageError
from nianbao.linter.outputs import FORMATS
from nianbao.linter.settings import Settings, Wishes

from ..conftest import ROOT
from .test_command import nianbao, summary

TEXT = (ROOT / "examples" / "faulty.md").read_text("utf-8")
RULES = """
from collections.abc import Iterator

from nianbao.grammar import Report
from nianbao.linter import Config, Message, Problem, Severity, rule

MISSING = Message(zh="没有写明咨询电话", en="the telephone number is missing")
SHORT = Message(zh="标题应带“{word}”", en="the title should have “{word}”")


@rule("SL001", "telephone-missing", Severity.WARNING)
def telephone_missing(report: Report) -> Iterator[Problem]:
    if "电话" not in report.source.text and report.title:
        yield Problem(MISSING(), report.title.span)


@rule("SL002", "title-without-year", Severity.INFO)
def title_without_year(report: Report, config: Config) -> Iterator[Problem]:
    if report.title and str(config.year) not in report.title.text:
        yield Problem(SHORT(word=config.year), report.title.span)
"""
PAGE = "# {code} {name} 松陵县的规则\n\n查松陵县自己的要求。\n\n*Checks what Songling wants.*\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a report in reports/2023, and a team's own rules."""
    (tmp_path / "reports" / "2023").mkdir(parents=True)
    (tmp_path / "reports" / "2023" / "a.md").write_text(TEXT, "utf-8")
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "songling.py").write_text(RULES, "utf-8")
    for code, name in (("SL001", "telephone-missing"), ("SL002", "title-without-year")):
        (tmp_path / "checks" / f"{name.replace('-', '_')}.md").write_text(PAGE.format(code=code, name=name), "utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "nianbao.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def config(folder: Path, text: str, file: str = "reports/2023/a.md", wishes: Wishes | None = None) -> Config:
    write(folder, text)
    return Settings(wishes).for_file(folder / file)


def findings(folder: Path, text: str, wishes: Wishes | None = None) -> list[Finding]:
    return check(Source("reports/2023/a.md", TEXT), config(folder, text, wishes=wishes))


def codes(found: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in found]


def troubles(folder: Path, text: str, lang: str = "zh") -> list[str]:
    with pytest.raises(UsageError) as caught:
        config(folder, text)
    return [phrase.text(lang) for phrase in caught.value.phrases]


# ── Which file ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["nianbao.toml", ".nianbao.toml", "pyproject.toml"])
@pytest.mark.parametrize("where", [".", "reports", "reports/2023"])
def test_it_is_found_upwards_from_the_file(folder: Path, name: str, where: str) -> None:
    head = "[tool.nianbao]\n" if name == "pyproject.toml" else ""
    path = write(folder / where, f"{head}year = 2020\n", name)
    settings = Settings()
    assert settings.for_file(folder / "reports" / "2023" / "a.md").year == 2020
    found = settings.configuration(folder / "reports" / "2023" / "not-yet-there.md")
    assert found and found.path == path


def test_the_nearest_one_counts_and_each_file_has_its_own(folder: Path) -> None:
    write(folder, "year = 2019\nlevel = 'township'\n")
    write(folder / "reports" / "2023", "year = 2023\n", ".nianbao.toml")
    settings = Settings()
    near, far = settings.for_file(folder / "reports" / "2023" / "a.md"), settings.for_file(folder / "reports" / "b.md")
    assert (near.year, near.level, far.year, far.level) == (2023, None, 2019, Level.TOWNSHIP)


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'\n", "[tool.other]\nnianbao = 1\n", "this is not TOML, and not ours", "[tool]\nblack = {}\n"])
def test_projects_that_say_nothing_to_us_do_not_count(folder: Path, text: str) -> None:
    write(folder / "reports", text, "pyproject.toml")
    write(folder, "year = 2019\n")
    assert Settings().for_file(folder / "reports" / "2023" / "a.md").year == 2019


@pytest.mark.parametrize(
    "text", ["[tool.nianbao]\nyear = 2020", '[tool."nianbao"]\nyear = 2020', "[ tool . nianbao ]\nyear = 2020", "[tool]\nnianbao.year = 2020"]
)
def test_ways_to_write_the_table_of_a_project(folder: Path, text: str) -> None:
    write(folder, text, "pyproject.toml")
    assert Settings().for_file(folder / "a.md").year == 2020


def test_two_in_one_folder_are_an_error(folder: Path) -> None:
    write(folder, "")
    write(folder, "[tool.nianbao]\n", "pyproject.toml")
    with pytest.raises(UsageError, match="keep one of them"):
        Settings().for_file(folder / "a.md")


def test_by_option(folder: Path) -> None:
    write(folder, "year = 2019\n")
    other = write(folder, "year = 2020\n", "other.toml")
    assert Settings(file=other).for_file(folder / "a.md").year == 2020
    assert Settings(search=False).for_file(folder / "a.md").year is None
    for name, text, says in (("nowhere.toml", None, "no such configuration"), ("pyproject.toml", "[project]\n", "no table")):
        path = write(folder, text, name) if text else folder / name
        with pytest.raises(UsageError, match=says):
            Settings(file=path).for_file(folder / "a.md")


def test_settings_can_be_sent_to_another_process(folder: Path) -> None:
    write(folder, 'year = 2020\nrules = ["checks/songling.py"]\n')
    settings = Settings(Wishes(select=("SL001",), today=date(2026, 1, 1)))
    assert settings.for_file(folder / "a.md").select == frozenset({"SL001"})
    again: Settings = pickle.loads(pickle.dumps(settings))
    assert again.for_file(folder / "a.md").select == frozenset({"SL001"}) and again.wishes == settings.wishes
    error = _caught(folder)
    assert [phrase.text("zh") for phrase in pickle.loads(pickle.dumps(error)).phrases] == [phrase.text("zh") for phrase in error.phrases]


def _caught(folder: Path) -> UsageError:
    with pytest.raises(UsageError) as caught:
        config(folder, "selct = []\nyaer = 1\n")
    return caught.value


# ── What it says ────────────────────────────────────────────────────────────


def test_rules_by_code_name_and_family(folder: Path) -> None:
    assert codes(findings(folder, 'select = ["NB3", "row-label"]')) == ["NB301", "NB204", "NB304"]
    assert codes(findings(folder, 'select = "NB3, row-label"')) == ["NB301", "NB204", "NB304"]
    assert codes(findings(folder, 'ignore = ["NB1", "review-total"]')) == ["NB202", "NB301", "NB204"]


def test_severities_by_code_and_name(folder: Path) -> None:
    found = findings(folder, '[severity]\nrow-label = "error"\nNB30 = "info"\n')
    assert {finding.code: finding.severity for finding in found if finding.code in ("NB204", "NB301")} == {"NB204": Severity.ERROR, "NB301": Severity.INFO}


def test_options_come_before_it(folder: Path) -> None:
    text = 'select = ["NB1"]\nignore = ["NB104"]\nseverity = { NB204 = "error" }\nyear = 2020\nlevel = "township"\nlang = "en"\n'
    assert codes(findings(folder, text)) == ["NB103"]
    assert codes(findings(folder, text, Wishes(select=("NB104",)))) == ["NB104"]
    assert codes(findings(folder, text, Wishes(ignore=("NB103",)))) == []
    chosen = config(folder, text, wishes=Wishes(severity={"row-label": Severity.INFO}, year=2021, level=Level.GOVERNMENT, lang="zh"))
    assert (chosen.severity["NB204"], chosen.year, chosen.level, chosen.lang) == (Severity.INFO, 2021, Level.GOVERNMENT, "zh")


def test_rules_for_some_files(folder: Path) -> None:
    text = '[per-file-ignores]\n"2023/*.md" = ["NB3"]\n"reports/**/a.md" = ["row-label"]\n"*.txt" = ["NB1"]\n'
    assert codes(findings(folder, text)) == ["NB104", "NB202", "NB301", "NB304", "NB103"]
    assert config(folder, text, "2023/b.md").ignore == {"NB301", "NB302", "NB303", "NB304", "NB305", "NB306"}
    assert config(folder, text, "x/b.txt").ignore >= {"NB101", "NB104"} and not config(folder, text, "b.md").ignore


def test_facts_for_some_files(folder: Path) -> None:
    text = '[per-file]\n"reports/" = { year = 2021, level = "township" }\n"reports/2023/a.md" = { year = 2022, agency = "柳溪镇人民政府" }\n'
    chosen = config(folder, text)
    assert (chosen.year, chosen.level, chosen.agency) == (2022, Level.TOWNSHIP, "柳溪镇人民政府")
    assert config(folder, text, "reports/b.md").year == 2021 and config(folder, text, "b.md").year is None
    (folder / "reports" / "2023" / "a.md").write_text(TEXT.replace("松陵县水利局", ""), "utf-8")
    report = json.loads(nianbao("check", "reports/2023/a.md", "--format", "json", cwd=folder).stdout)["reports"][0]
    assert (report["agency"], report["level"], report["year"]) == ("柳溪镇人民政府", "township", 2022)


def test_the_level_follows_from_an_agency_that_is_given(folder: Path) -> None:
    write(folder, '[per-file]\n"*.md" = { agency = "柳溪镇人民政府" }\n')
    report = json.loads(nianbao("check", "reports/2023/a.md", "--format", "json", cwd=folder).stdout)["reports"][0]
    assert report["level"] == "township"


def test_words_of_ones_own(folder: Path) -> None:
    text = '[words]\n"信息员" = "联络员"\n"訊息员" = "联络员"\n"水利" = { right = "水务", right-in = ["水利局"] }\n"75条" = "76条"\n'
    found = [finding for finding in findings(folder, text) if finding.code == "NB701"]
    assert [(one.problem.found, one.problem.expected, [fix.safe for fix in one.fixes]) for one in found] == [
        ("75条", "76条", [False]),  # a fix that changes a figure is never safe
        ("信息员", "联络员", [True]),
    ]


def test_addresses_of_pages(folder: Path) -> None:
    for template, address in (("https://x.example/{name}", "https://x.example/review-total"), ("file:///d/{code}.html", "file:///d/NB304.html")):
        found = findings(folder, f'rule-pages = "{template}"')
        assert next(one for one in found if one.code == "NB304").url == address
    assert {one.url for one in findings(folder, "")} == {None}


def test_formats_of_ones_own(folder: Path) -> None:
    (folder / "formats").mkdir()
    text = (OFFICIAL / "2021.toml").read_text("utf-8")
    own = text.replace('id = "2021"', 'id = "2021-sl"', 1).replace("总体情况", "概况")
    (folder / "formats" / "own.toml").write_text(own, "utf-8")
    chosen = config(folder, 'formats = "formats"\n')
    assert [format.id for format in chosen.formats] == ["2019", "2021", "2021-sl"]
    assert [finding.problem.expected for finding in check(Source("a.md", TEXT), chosen) if finding.code == "NB104"] == ["概况"]


def test_which_files_of_a_folder_are_checked(folder: Path) -> None:
    for name in ("草稿1.md", "a.txt", "b.md"):
        shutil.copy(folder / "reports" / "2023" / "a.md", folder / "reports" / name)
    write(folder, 'include = ["*.md"]\nexclude = ["草稿*", "/reports/2023/"]\n')
    run = nianbao("check", "reports", "--format", "json", cwd=folder)
    assert [report["path"] for report in json.loads(run.stdout)["reports"]] == ["reports/b.md"]
    assert summary(nianbao("check", "reports/草稿1.md", cwd=folder)).startswith("检查 1 个文件"), "a file that is named is always checked"
    assert summary(nianbao("check", "reports/2023", "--no-config", cwd=folder)).startswith("检查 1 个文件")
    none = nianbao("check", "reports/2023", cwd=folder)
    assert none.returncode == 2 and "没有" in none.stderr
    settings = Settings()
    assert settings.includes(folder / "reports" / "b.md", default=False) and not settings.includes(folder / "a.txt", default=True)


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        ('fail-on = "never"', [], 0),
        ('fail-on = "never"', ["--fail-on", "error"], 1),
        ('select = ["NB204"]\nfail-on = "warning"', [], 1),
        ('select = ["NB204"]', [], 0),
    ],
)
def test_how_a_run_is_made(folder: Path, text: str, options: list[str], status: int) -> None:
    write(folder, f'{text}\nformat = "json"\nlang = "en"\nquiet = true\njobs = 1\n')
    for path, where in (("reports", folder), (folder / "reports" / "2023" / "a.md", ROOT)):
        run = nianbao("check", path, *options, cwd=where)
        assert run.returncode == status
        assert json.loads(run.stdout)["reports"][0]["findings"][0]["lang"] == "en" and "errors" in summary(run)
    assert nianbao("check", "reports", "--format", "text", "--lang", "zh", cwd=folder).stdout.startswith("reports/2023/a.md:")


def test_it_holds_for_standard_input_by_its_name(folder: Path) -> None:
    write(folder, 'select = ["NB204"]\n')
    run = nianbao("check", "-", "--stdin-filename", "reports/2023/a.md", "--format", "json", input=TEXT, cwd=folder)
    assert [one["code"] for one in json.loads(run.stdout)["reports"][0]["findings"]] == ["NB204"]


def test_many_processes_know_it_too(folder: Path) -> None:
    for number in range(12):
        shutil.copy(folder / "reports" / "2023" / "a.md", folder / "reports" / f"{number}.md")
    write(folder, 'rules = ["checks/songling.py"]\nselect = ["SL001", "NB204"]\nper-file = { "3.md" = { year = 2020 } }\n')
    write(folder / "reports" / "2023", 'select = ["NB104"]\n')
    one, two = (json.loads(nianbao("check", "reports", "--format", "json", "--jobs", jobs, cwd=folder).stdout) for jobs in ("1", "2"))
    assert one == two and len(one["reports"]) == 13
    assert [finding["code"] for finding in one["reports"][0]["findings"]] == ["SL001", "NB204"]


# ── Rules of a team ─────────────────────────────────────────────────────────


def test_own_rules_run_beside_ours(folder: Path) -> None:
    found = findings(folder, 'rules = ["checks/songling.py"]\nyear = 2024\n[severity]\ntelephone-missing = "error"\n')
    assert [(one.code, one.severity) for one in found if one.code.startswith("SL")] == [("SL001", Severity.ERROR), ("SL002", Severity.INFO)]
    assert not any(rule.code.startswith("SL") for rule in all_rules()), "only where the configuration names them"
    assert not any(code.startswith("SL") for code in codes(check(Source("a.md", TEXT))))


def test_own_rules_can_be_selected_waived_explained_and_written_in_every_format(folder: Path) -> None:
    write(folder, 'rules = ["checks/songling.py"]\nselect = ["SL"]\nrule-pages = "https://x.example/{name}"\n')
    text = f"<!-- nianbao: ignore telephone-missing 因改用政务热线 -->\n{TEXT}"
    (folder / "reports" / "2023" / "a.md").write_text(text, "utf-8")
    for format in FORMATS:
        run = nianbao("check", "reports", "--format", format, cwd=folder)
        assert run.returncode == 0 and "Traceback" not in run.stderr, format
        assert summary(run).endswith("错误 0，警告 0，提示 1；另有 1 处已豁免"), format
    assert "查松陵县自己的要求" in nianbao("explain", "title-without-year", cwd=folder).stdout
    assert "SL001" in nianbao("rules", cwd=folder).stdout and "SL001" not in nianbao("rules", "--no-config", cwd=folder).stdout


def test_rules_may_come_from_a_module_that_is_installed(folder: Path) -> None:
    package = folder / "site" / "songling_rules"
    shutil.copytree(folder / "checks", package)
    (package / "songling.py").rename(package / "__init__.py")
    write(folder, 'rules = ["songling_rules"]\nselect = ["SL001"]\n')
    run = nianbao("check", "reports", "--format", "json", cwd=folder, env={**os.environ, "PYTHONPATH": str(folder / "site")})
    assert [one["code"] for one in json.loads(run.stdout)["reports"][0]["findings"]] == ["SL001"]


def test_a_rule_of_ones_own_that_crashes_takes_nothing_down(folder: Path) -> None:
    (folder / "checks" / "songling.py").write_text(RULES.replace('if "电话"', 'if 1 / 0 and "电话"'), "utf-8")
    found = findings(folder, 'rules = ["checks/songling.py"]\n')
    assert "NB999" in codes(found) and "NB304" in codes(found)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("from nianbao.linter import", "from nianbao.lintr import"), "songling.py”第 5 行出错"),
        (("yield Problem(MISSING()", "yield Problem(MISSING("), "songling.py”第"),
        (('@rule("SL001", "telephone-missing", Severity.WARNING)', "1 / 0"), "ZeroDivisionError"),
        (('"SL001"', '"NB800"'), "不用 NB 开头"),
        (('"SL001"', '"SL1"'), "三位数字"),
        (('"SL001"', '"SL002"'), "declared twice"),
        (('"telephone-missing"', '"row-label"'), "已经有别的规则用了"),
        (('"telephone-missing"', '"Telephone"'), "应为小写英文"),
        (("(report: Report) ->", "(report: Config) ->"), "第一个参数"),
        (('"telephone-missing"', '"telephone"'), "没有说明文件 telephone.md"),
        (("@rule(", "(lambda *x: lambda f: f)("), "没有 @rule 规则"),
        (("MISSING = ", "raise SystemExit\nMISSING = "), "SystemExit"),
    ],
)
def test_rules_that_are_broken_stop_the_run(folder: Path, change: tuple[str, str], says: str) -> None:
    (folder / "checks" / "songling.py").write_text(RULES.replace(*change), "utf-8")
    assert any(says in trouble for trouble in troubles(folder, 'rules = ["checks/songling.py"]\n'))
    run = nianbao("check", "reports", cwd=folder)
    assert (run.returncode, run.stdout) == (2, "") and "nianbao.toml 第 1 行" in run.stderr and "Traceback" not in run.stderr


def test_a_page_that_is_not_that_of_its_rule(folder: Path) -> None:
    (folder / "checks" / "telephone_missing.md").write_text("# 电话\n", "utf-8")
    assert any("说明文件 telephone_missing.md 开头不对" in trouble for trouble in troubles(folder, 'rules = ["checks/songling.py"]\n'))


# ── What is wrong ───────────────────────────────────────────────────────────


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
        ('formats = "reports"', 1, "holds no *.toml"),
        ('rules = ["nowhere.py"]', 1, "找不到规则模块“nowhere.py”"),
        ('rules = ["no.such.module"]', 1, "找不到规则模块“no.such.module”"),
        ('[[waiver]]\nfile = "a.md"\nreason = "x"', 1, "缺少“rule”"),
        ('[[waiver]]\nrule = "NB304"\nreason = "x"', 1, "缺少“file”"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\nreson = "x"', 4, "是不是“reason”"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\n\n[[waiver]]\nrule = "NB3O4"\nfile = "a.md"', 6, "是不是“NB304”"),
        ('[[waiver]]\nrule = "NB999"\nfile = "a.md"', 2, "NB999 不能豁免"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\nuntil = "2026-02-30"', 4, "不是一个日期"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\ncell = "remedies/case"', 4, "是不是“remedies/cases”"),
        ('[[waiver]]\nrule = "NB304"\nfile = "a.md"\ncell = "表四 · 行政复义 · 总计"', 4, "是不是“表四 · 行政复议 · 总计”"),
        ('[waiver]\nrule = "NB304"', 1, "[[waiver]]"),
        ("year = ", 1, "不是正确的 TOML"),
        ('year = 2020\nselect = ["NB3"', None, "不是正确的 TOML"),
    ],
)
def test_whatever_is_wrong_is_an_error_with_its_line_and_the_remedy(folder: Path, text: str, line: int | None, says: str) -> None:
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
    assert [line.split("：")[0] for line in run.stderr.splitlines()] == [f"nianbao: nianbao.toml 第 {line} 行" for line in (1, 2, 3, 5)]


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


@pytest.mark.parametrize("arguments", [["--ignore", "NB001"], ["--select", "NB3O1"], ["--config", "nowhere.toml"], ["--severity", "row-lable=error"]])
def test_options_that_are_wrong(folder: Path, arguments: list[str]) -> None:
    run = nianbao("check", "reports", *arguments, cwd=folder)
    assert (run.returncode, run.stdout) == (2, "") and "Traceback" not in run.stderr


KEYS_OF_A_FILE = [
    "select", "ignore", "fail-on", "year", "level", "lang", "format", "jobs", "quiet", "passed", "baseline", "include", "exclude", "formats", "rules",
    "rule-pages", "severity", "words", "per-file-ignores", "per-file", "waiver",
]  # fmt: skip
KEYS = st.sampled_from(KEYS_OF_A_FILE)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("NB1*[a/.\\!# ", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("NB1a.", max_size=4), inner, max_size=3),
    max_leaves=6,
)


def toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + "}"
    return '"x"' if value is None else json.dumps(value)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_whatever_stands_in_it_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, data: dict[str, object]) -> None:
    folder = tmp_path_factory.mktemp("any")
    write(folder, "\n".join(f"{key} = {toml(value)}" for key, value in data.items()))
    try:
        check(Source("a.md", TEXT), Settings().for_file(folder / "a.md"))
    except UsageError as error:
        assert error.phrases and all(phrase.text(lang) for phrase in error.phrases for lang in ("zh", "en"))


# ── What users of other linters complain of ─────────────────────────────────


def test_a_check_of_nothing_is_no_success(folder: Path) -> None:
    """Silent success: a configuration that leaves nothing to check."""
    write(folder, 'exclude = ["*"]\n')
    run = nianbao("check", ".", cwd=folder)
    assert run.returncode == 2 and run.stderr


def test_names_and_codes_are_one_and_the_same_everywhere(folder: Path) -> None:
    """Codes nobody can read."""
    by_code, by_name = (
        f'select = ["{rule}"]\nper-file-ignores = {{ "b.md" = ["{rule}"] }}\nseverity = {{ {rule} = "info" }}\n'
        f'[[waiver]]\nrule = "{rule}"\nfile = "*"\nreason = "x"\n'
        for rule in ("NB304", "review-total")
    )
    one, other = (findings(folder, text) for text in (by_code, by_name))
    assert (
        [(finding.code, finding.name, finding.severity, finding.waived) for finding in one]
        == [(finding.code, finding.name, finding.severity, finding.waived) for finding in other]
        != []
    )


def test_a_rule_that_came_with_a_new_version_can_be_kept_quiet_until_it_is_wanted(folder: Path) -> None:
    """A new version breaks CI: what is selected by code stays what it was, and any rule can be made information."""
    known = ", ".join(f'"{rule.code}"' for rule in all_rules() if rule.code != "NB304")
    assert "NB304" not in codes(findings(folder, f"select = [{known}]"))
    assert {one.severity for one in findings(folder, '[severity]\nNB3 = "info"') if one.code == "NB304"} == {Severity.INFO}


# ── The documentation ───────────────────────────────────────────────────────


def test_the_example_of_the_documentation_is_right(folder: Path) -> None:
    """It is read without an error, and every key stands in it."""
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    example, python = (page.split(f"```{language}\n")[1].split("```")[0] for language in ("toml", "python"))
    (folder / "formats").mkdir()
    shutil.copy(OFFICIAL / "2021.toml", folder / "formats")
    (folder / "baseline.json").write_text('{"version": 1, "findings": []}', "utf-8")
    (folder / "checks" / "songling.py").write_text(python, "utf-8")
    chosen = config(folder, example)
    assert [rule.code for rule in chosen.rules] == ["SL001"] and chosen.severity["NB204"] is Severity.ERROR
    assert config(folder, example, "2022/柳溪镇.md").agency == "柳溪镇人民政府"
    assert [grant.rule for grant in config(folder, example, "2023/水利局.docx").waivers] == ["review-total"]
    for key in KEYS_OF_A_FILE:
        assert f"\n{key} = " in f"\n{example}" or f"[{key}]" in example, key
        assert [f"是不是“{key}”" in trouble for trouble in troubles(folder, f"{key}x = 1\n")] == [True]
