"""A repository of this work tree, and what is needed to install it without a network."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_project import PROJECT

TAG = "v0.1.0"


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables for git and for commands called nianbao: nobody's own settings, and this very nianbao."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "GITHUB_", "PRE_COMMIT", "PYTHON"))
    }
    author = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "张三"), ("EMAIL", "zhangsan@example.invalid"))
    }
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {
        **kept,
        **author,
        "PATH": path,
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture(scope="session")
def wheelhouse(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that nianbao needs to be built and to run, downloaded once and kept between runs."""
    needed = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], "wheel"]
    key = hashlib.sha256("\n".join((*needed, platform.platform(), sys.version)).encode()).hexdigest()[:16]
    cache = getattr(pytestconfig, "cache", None)  # there is none with `-p no:cacheprovider`
    folder = Path(cache.mkdir("wheelhouse") if cache else tmp_path_factory.mktemp("wheelhouse")) / key
    if not (folder / "complete").exists():
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--dest",
            str(folder),
            *needed,
        ]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
        if run.returncode:
            reason = f"what nianbao needs cannot be downloaded: {run.stderr[-300:]}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        (folder / "complete").touch()
    return folder


@pytest.fixture(scope="session")
def offline(wheelhouse: Path, environment: dict[str, str]) -> dict[str, str]:
    """The same variables, for pip that asks no registry."""
    return {
        **environment,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheelhouse),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """This work tree as a repository of its own, with one tag."""
    folder = tmp_path_factory.mktemp("nianbao")
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).exists() or (ROOT / name).is_symlink():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "nianbao"], ["tag", TAG]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    return folder
