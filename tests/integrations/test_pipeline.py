"""The pipeline of examples/pipeline and the templates for other servers, with real commands."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
STORY = EXAMPLES / "pipeline"


def test_the_story_is_true(environment: dict[str, str]) -> None:
    run = subprocess.run(
        ["bash", STORY / "story.sh"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (STORY / "story.log").read_text("utf-8"), (
        "run: bash examples/pipeline/story.sh > examples/pipeline/story.log"
    )


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("action.yml", "github-actions"),
        ("docs/ci/github.yml", "github-workflows"),
        ("docs/ci/gitlab.yml", "gitlab-ci"),
    ],
)
def test_templates_fit_their_schemas(file: str, schema: str) -> None:
    command = [
        str(Path(sys.executable).parent / "check-jsonschema"),
        "--builtin-schema",
        f"vendor.{schema}",
        file,
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


# ── GitLab ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("report", "status"), [("faulty.md", 1), ("clean.md", 0), (None, 2)])
def test_the_gitlab_job(tmp_path: Path, environment: dict[str, str], report: str | None, status: int) -> None:
    job = yaml.safe_load((ROOT / "docs" / "ci" / "gitlab.yml").read_text("utf-8"))["nianbao"]
    (tmp_path / "reports").mkdir()
    if report:
        shutil.copy(EXAMPLES / report, tmp_path / "reports")
    script = "\n".join(("set -eo pipefail", *job["script"]))
    run = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment | job["variables"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert run.returncode == status, run.stdout + run.stderr
    if report:
        quality = json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))
        assert any("NB304" in entry["check_name"] for entry in quality) is (status == 1)
        assert (tmp_path / job["artifacts"]["reports"]["junit"]).read_text("utf-8").startswith("<?xml")


# ── A server of one's own ─────────────────────────────────────────────────


class Server:
    """A bare repository with the hook, and a clone to push from."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.clone, self.environment = folder / "clone", environment
        self.git("init", "--quiet", "--bare", "-b", "main", "server.git", cwd=folder)
        shutil.copy(ROOT / "docs" / "ci" / "pre-receive", folder / "server.git" / "hooks" / "pre-receive")
        self.git("clone", "--quiet", "server.git", "clone", cwd=folder)
        self.git("checkout", "--quiet", "-b", "main")

    def git(
        self, *arguments: str, cwd: Path | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        command = ["git", *arguments]
        return subprocess.run(
            command,
            cwd=cwd or self.clone,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=True,
            **options,
        )

    def push(self, message: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        command = ["git", "push", "--quiet", "origin", *(arguments or ("HEAD",))]
        return subprocess.run(
            command,
            cwd=self.clone,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


@pytest.fixture
def server(tmp_path: Path, environment: dict[str, str]) -> Server:
    return Server(tmp_path, environment)


def test_a_server_takes_only_reports_without_errors(server: Server) -> None:
    report = server.clone / "年报 2023" / "松陵县水利局.md"
    report.parent.mkdir()
    (server.clone / "README.md").write_text("# 说明\n", "utf-8")
    shutil.copy(EXAMPLES / "clean.md", report)
    first = server.push("第一份")
    assert first.returncode == 0, first.stderr
    shutil.copy(EXAMPLES / "faulty.md", report)
    refused = server.push("改坏了")
    assert (
        refused.returncode == 1 and "NB304" in refused.stderr and "refs/heads/main 没有接收" in refused.stderr
    )
    assert server.push("换一个分支", "HEAD:refs/heads/draft").returncode == 1, (
        "a new branch is compared with the default one"
    )
    shutil.copy(EXAMPLES / "clean.md", report)
    assert server.push("改好了").returncode == 0
    assert server.push("另一个分支", "HEAD:refs/heads/draft").returncode == 0
    report.unlink()
    assert server.push("删去年报").returncode == 0 and server.push("删去分支", ":draft").returncode == 0


def test_what_is_pushed_cannot_make_the_server_run_or_show_anything(server: Server, tmp_path: Path) -> None:
    (server.clone / "nianbao.toml").write_text('rules = ["own.py"]\nignore = ["NB3"]\n', "utf-8")
    (server.clone / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", "utf-8")
    (tmp_path / "secret.md").write_text("秘密\n", "utf-8")
    (server.clone / "link.md").symlink_to(tmp_path / "secret.md")
    (server.clone / "-rf;touch ran.md").write_bytes((EXAMPLES / "faulty.md").read_bytes())
    refused = server.push("试试")
    assert refused.returncode == 1 and "NB304" in refused.stderr and "秘密" not in refused.stderr
    assert not (tmp_path / "ran").exists() and not (server.clone / "ran").exists()
