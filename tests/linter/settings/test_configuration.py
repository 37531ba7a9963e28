"""Configuration files: which one holds, and what it says."""

from __future__ import annotations

import json
import pickle
import shutil
from datetime import date
from pathlib import Path

import pytest
from nianbao.grammar import Level
from nianbao.grammar.formats.loading import OFFICIAL
from nianbao.linter import Severity, Source, all_rules, check
from nianbao.linter.config import UsageError
from nianbao.linter.settings import Settings, Wishes

from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.linter.settings.configured import (
    KEYS_OF_A_FILE,
    TEXT,
    codes,
    config,
    findings,
    furnish,
    troubles,
    write,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return furnish(tmp_path)


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
    near, far = (
        settings.for_file(folder / "reports" / "2023" / "a.md"),
        settings.for_file(folder / "reports" / "b.md"),
    )
    assert (near.year, near.level, far.year, far.level) == (2023, None, 2019, Level.TOWNSHIP)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 'x'\n",
        "[tool.other]\nnianbao = 1\n",
        "this is not TOML, and not ours",
        "[tool]\nblack = {}\n",
    ],
)
def test_projects_that_say_nothing_to_us_do_not_count(folder: Path, text: str) -> None:
    write(folder / "reports", text, "pyproject.toml")
    write(folder, "year = 2019\n")
    assert Settings().for_file(folder / "reports" / "2023" / "a.md").year == 2019


@pytest.mark.parametrize(
    "text",
    [
        "[tool.nianbao]\nyear = 2020",
        '[tool."nianbao"]\nyear = 2020',
        "[ tool . nianbao ]\nyear = 2020",
        "[tool]\nnianbao.year = 2020",
    ],
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
    for name, text, says in (
        ("nowhere.toml", None, "no such configuration"),
        ("pyproject.toml", "[project]\n", "no table"),
    ):
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
    assert [phrase.text("zh") for phrase in pickle.loads(pickle.dumps(error)).phrases] == [
        phrase.text("zh") for phrase in error.phrases
    ]


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
    assert {finding.code: finding.severity for finding in found if finding.code in ("NB204", "NB301")} == {
        "NB204": Severity.ERROR,
        "NB301": Severity.INFO,
    }


def test_options_come_before_it(folder: Path) -> None:
    text = (
        'select = ["NB1"]\nignore = ["NB104"]\nseverity = { NB204 = "error" }\nyear = 2020\n'
        'level = "township"\nlang = "en"\n'
    )
    assert codes(findings(folder, text)) == ["NB103"]
    assert codes(findings(folder, text, Wishes(select=("NB104",)))) == ["NB104"]
    assert codes(findings(folder, text, Wishes(ignore=("NB103",)))) == []
    chosen = config(
        folder,
        text,
        wishes=Wishes(severity={"row-label": Severity.INFO}, year=2021, level=Level.GOVERNMENT, lang="zh"),
    )
    assert (chosen.severity["NB204"], chosen.year, chosen.level, chosen.lang) == (
        Severity.INFO,
        2021,
        Level.GOVERNMENT,
        "zh",
    )


def test_rules_for_some_files(folder: Path) -> None:
    text = '[per-file-ignores]\n"2023/*.md" = ["NB3"]\n"reports/**/a.md" = ["row-label"]\n"*.txt" = ["NB1"]\n'
    assert codes(findings(folder, text)) == ["NB104", "NB202", "NB301", "NB304", "NB103"]
    assert config(folder, text, "2023/b.md").ignore == {
        rule.code for rule in all_rules() if rule.code.startswith("NB3")
    }
    assert (
        config(folder, text, "x/b.txt").ignore >= {"NB101", "NB104"}
        and not config(folder, text, "b.md").ignore
    )


def test_facts_for_some_files(folder: Path) -> None:
    text = (
        '[per-file]\n"reports/" = { year = 2021, level = "township" }\n'
        '"reports/2023/a.md" = { year = 2022, agency = "柳溪镇人民政府" }\n'
    )
    chosen = config(folder, text)
    assert (chosen.year, chosen.level, chosen.agency) == (2022, Level.TOWNSHIP, "柳溪镇人民政府")
    assert config(folder, text, "reports/b.md").year == 2021 and config(folder, text, "b.md").year is None
    (folder / "reports" / "2023" / "a.md").write_text(TEXT.replace("松陵县水利局", ""), "utf-8")
    report = json.loads(nianbao("check", "reports/2023/a.md", "--format", "json", cwd=folder).stdout)[
        "reports"
    ][0]
    assert (report["agency"], report["level"], report["year"]) == ("柳溪镇人民政府", "township", 2022)


def test_the_level_follows_from_an_agency_that_is_given(folder: Path) -> None:
    write(folder, '[per-file]\n"*.md" = { agency = "柳溪镇人民政府" }\n')
    report = json.loads(nianbao("check", "reports/2023/a.md", "--format", "json", cwd=folder).stdout)[
        "reports"
    ][0]
    assert report["level"] == "township"


def test_words_of_ones_own(folder: Path) -> None:
    text = (
        '[words]\n"信息员" = "联络员"\n"訊息员" = "联络员"\n'
        '"水利" = { right = "水务", right-in = ["水利局"] }\n"75条" = "76条"\n'
    )
    found = [finding for finding in findings(folder, text) if finding.code == "NB701"]
    assert [(one.problem.found, one.problem.expected, [fix.safe for fix in one.fixes]) for one in found] == [
        ("75条", "76条", [False]),  # a fix that changes a figure is never safe
        ("信息员", "联络员", [True]),
    ]


def test_addresses_of_pages(folder: Path) -> None:
    for template, address in (
        ("https://x.example/{name}", "https://x.example/review-total"),
        ("file:///d/{code}.html", "file:///d/NB304.html"),
    ):
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
    assert [
        finding.problem.expected for finding in check(Source("a.md", TEXT), chosen) if finding.code == "NB104"
    ] == ["概况"]


def test_which_files_of_a_folder_are_checked(folder: Path) -> None:
    for name in ("草稿1.md", "a.txt", "b.md"):
        shutil.copy(folder / "reports" / "2023" / "a.md", folder / "reports" / name)
    write(folder, 'include = ["*.md"]\nexclude = ["草稿*", "/reports/2023/"]\n')
    run = nianbao("check", "reports", "--format", "json", cwd=folder)
    assert [report["path"] for report in json.loads(run.stdout)["reports"]] == ["reports/b.md"]
    assert summary(nianbao("check", "reports/草稿1.md", cwd=folder)).startswith("检查 1 个文件"), (
        "a file that is named is always checked"
    )
    assert summary(nianbao("check", "reports/2023", "--no-config", cwd=folder)).startswith("检查 1 个文件")
    none = nianbao("check", "reports/2023", cwd=folder)
    assert none.returncode == 2 and "没有" in none.stderr
    settings = Settings()
    assert settings.includes(folder / "reports" / "b.md", default=False) and not settings.includes(
        folder / "a.txt", default=True
    )


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
        assert json.loads(run.stdout)["reports"][0]["findings"][0]["lang"] == "en" and "errors" in summary(
            run
        )
    assert nianbao("check", "reports", "--format", "text", "--lang", "zh", cwd=folder).stdout.startswith(
        "reports/2023/a.md:"
    )


def test_it_holds_for_standard_input_by_its_name(folder: Path) -> None:
    write(folder, 'select = ["NB204"]\n')
    run = nianbao(
        "check", "-", "--stdin-filename", "reports/2023/a.md", "--format", "json", input=TEXT, cwd=folder
    )
    assert [one["code"] for one in json.loads(run.stdout)["reports"][0]["findings"]] == ["NB204"]


def test_many_processes_know_it_too(folder: Path) -> None:
    for number in range(12):
        shutil.copy(folder / "reports" / "2023" / "a.md", folder / "reports" / f"{number}.md")
    write(
        folder,
        (
            'rules = ["checks/songling.py"]\nselect = ["SL001", "NB204"]\n'
            'per-file = { "3.md" = { year = 2020 } }\n'
        ),
    )
    write(folder / "reports" / "2023", 'select = ["NB104"]\n')
    one, two = (
        json.loads(nianbao("check", "reports", "--format", "json", "--jobs", jobs, cwd=folder).stdout)
        for jobs in ("1", "2")
    )
    assert one == two and len(one["reports"]) == 13
    assert [finding["code"] for finding in one["reports"][0]["findings"]] == ["SL001", "NB204"]


# ── What users of other linters complain of ─────────────────────────────────


def test_a_check_of_nothing_is_no_success(folder: Path) -> None:
    """Silent success: a configuration that leaves nothing to check."""
    write(folder, 'exclude = ["*"]\n')
    run = nianbao("check", ".", cwd=folder)
    assert run.returncode == 2 and run.stderr


def test_names_and_codes_are_one_and_the_same_everywhere(folder: Path) -> None:
    """Codes nobody can read."""
    by_code, by_name = (
        f'select = ["{rule}"]\nper-file-ignores = {{ "b.md" = ["{rule}"] }}\n'
        f'severity = {{ {rule} = "info" }}\n'
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
    """A selection by code stays the same in a new version, and any rule can be made information."""
    known = ", ".join(f'"{rule.code}"' for rule in all_rules() if rule.code != "NB304")
    assert "NB304" not in codes(findings(folder, f"select = [{known}]"))
    assert {one.severity for one in findings(folder, '[severity]\nNB3 = "info"') if one.code == "NB304"} == {
        Severity.INFO
    }


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
