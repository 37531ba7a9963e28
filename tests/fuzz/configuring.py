"""Files that say how to check: configurations and baselines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from nianbao.linter import Source
from nianbao.linter.baseline import Baseline
from nianbao.linter.config import UsageError
from nianbao.linter.engine import examine
from nianbao.linter.settings import Settings

from tests.conftest import ROOT
from tests.fuzz import mutations
from tests.fuzz.soundness import said, sound
from tests.fuzz.target import Target

FAULTY = (ROOT / "examples" / "faulty.md").read_text("utf-8")


def configure(data: bytes) -> None:
    """A configuration is read or refused with messages; what it says can be used."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "nianbao.toml")
        file.write_bytes(data)
        try:
            settings = Settings(file=file)
            config = settings.for_file(Path(folder, "年报", "a.md"))
            settings.includes(Path(folder, "a.docx"))
        except UsageError as error:
            assert error.phrases
            for phrase in error.phrases:
                said(phrase.text("zh"))
                said(phrase.text("en"))
            return
    sound(Source(str(Path(folder, "a.md")), FAULTY), config)


def accept(data: bytes) -> None:
    """A baseline is read or refused; what was read is written as it was and read again."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "baseline.json")
        file.write_bytes(data)
        try:
            baseline = Baseline.load(file)
        except UsageError as error:
            for phrase in error.phrases:
                said(phrase.text("zh"))
            return
        baseline.renewed((), frozenset(), folder)
        baseline.write(file)
        assert Baseline.load(file) == baseline


def configurations() -> Iterator[bytes]:
    everything = """
select = ["NB1", "row-label", "NB302"]
ignore = ["NB208"]
fail-on = "warning"
lang = "zh"
year = 2023
level = "department"
include = ["年报/**/*.md"]
exclude = ["草稿/**"]
baseline = "baseline.json"
jobs = 2
page-url = "https://rules.example/{code}"
formats = ["formats"]
rules = ["checks/own.py"]

[severity]
NB104 = "error"
table-missing = "info"

[words]
"跟新" = "更新"

[per-file-ignores]
"旧/*.md" = ["NB4"]

[[per-file]]
files = ["a.md"]
year = 2022
level = "government"
agency = "云岭市人民政府"

[[waiver]]
rule = "NB301"
file = "a.md"
cell = "requests.received.total"
reason = "统计口径不同"
until = 2026-03-31
"""
    yield everything.encode()
    lines = [
        line
        for line in everything.splitlines()
        if not line.startswith(("formats", "rules", "baseline", "jobs"))
    ]
    yield "\n".join(lines).encode()
    yield from (
        "\n\n".join(part for part in everything.split("\n\n")[at : at + 2]).encode() for at in range(5)
    )
    yield "\ufeff[tool.nianbao]\nlang = 'en'\n".encode()


def baselines() -> Iterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "baseline.json")
        Baseline.of([examine(Source(str(Path(folder, "a.md")), FAULTY))], folder).write(file)
        yield file.read_bytes()
    yield b'{"version": 1, "findings": []}'
    yield b'{"version": 2}'


TARGETS = {
    "configuration": Target(configure, configurations, mutations.text, 4_000),
    "baseline": Target(accept, baselines, mutations.text, 6_000),
}
