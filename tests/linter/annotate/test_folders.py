"""A folder of reports: a copy of each, in the same folders."""

import shutil
from pathlib import Path

import pytest

from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.linter.outputs.cases import CLEAN, FAULTY

FOLDERS = ("乡镇", "部门/水利")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    body = "".join(f"<p>{line}</p>" for line in FAULTY.splitlines() if not line.startswith("|"))
    (folder / "乡镇" / "a.html").write_text(f"<html><body>{body}</body></html>", "utf-8")
    (folder / "部门" / "水利" / "b.md").write_text(FAULTY, "utf-8")
    (folder / "c.md").write_text(CLEAN, "utf-8")
    (folder / "说明.txt").write_text("请各单位按时报送。\n", "utf-8")
    done = nianbao("new", "--year", "2023", "-o", folder / "乡镇" / "d.docx")
    assert done.returncode == 0, done.stderr
    return folder


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


COPIES = {"乡镇/a.html", "乡镇/d.docx", "部门/水利/b.md.html", "c.md.html"}


def test_each_report_has_a_copy(reports: Path) -> None:
    before = {path: (reports / path).read_bytes() for path in files(reports)}
    run = nianbao("annotate", "reports", "-o", "out", cwd=reports.parent)
    assert run.returncode == 0, run.stderr
    out = reports.parent / "out"
    assert files(out) == COPIES
    assert 'class="nianbao' in (out / "乡镇" / "a.html").read_text("utf-8")
    assert "不能发布：" in (out / "部门" / "水利" / "b.md.html").read_text("utf-8")
    assert "没有发现问题，可以发布" in (out / "c.md.html").read_text("utf-8")
    assert run.stderr.count("处问题") == 4 and summary(run).startswith("检查 5 个文件、4 份报告")
    assert before == {path: (reports / path).read_bytes() for path in files(reports)}


def test_copies_of_an_earlier_run_are_no_originals(reports: Path) -> None:
    """And they are replaced only where that is asked for."""
    first = nianbao("annotate", ".", "-o", "批注", cwd=reports)
    assert first.returncode == 0, first.stderr
    again = nianbao("annotate", ".", "-o", "批注", cwd=reports)
    assert again.returncode == 2 and again.stderr.count("文件已经存在") == 4
    assert nianbao("annotate", ".", "-o", "批注", "--force", cwd=reports).returncode == 0
    assert files(reports / "批注") == COPIES


def test_one_that_fails_costs_no_other_its_copy(reports: Path) -> None:
    (reports / "坏.docx").write_bytes(b"PK\x03\x04")
    run = nianbao("annotate", "reports", "-o", "out", cwd=reports.parent)
    assert run.returncode == 2 and "坏.docx：" in run.stderr
    assert files(reports.parent / "out") == COPIES


def test_folders_that_cannot_be_used(reports: Path) -> None:
    shutil.copy(ROOT / "examples" / "clean.md", reports.parent / "file.md")
    for output, why in (("reports", "这就是放原文件的文件夹"), ("file.md", "-o 也应是文件夹")):
        run = nianbao("annotate", "reports", "-o", output, cwd=reports.parent)
        assert run.returncode == 2 and why in run.stderr and "Traceback" not in run.stderr
