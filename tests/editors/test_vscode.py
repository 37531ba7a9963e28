"""The extension in a real VS Code: with a server in Python, the bundled one, and in the browser alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT, unavailable
from tests.editors.workbench import LIMIT, PICTURES, Workbench, available, code_server, wait_for, workbench

SETTINGS = {
    "chat.disableAIFeatures": True,
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "editor.wordWrap": "off",
    "editor.hover.delay": 100,
    "editor.minimap.enabled": False,
    "files.autoSave": "off",
}
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    if lacking := available():
        unavailable(f"VS Code: {lacking}")


@pytest.fixture(scope="session")
def web(vsix: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without its part for Node, so that it runs where a browser is all there is."""
    out = tmp_path_factory.mktemp("web") / "nianbao.vsix"
    with zipfile.ZipFile(vsix) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "extension/package.json":
                manifest = json.loads(data)
                del manifest["main"]
                data = json.dumps(manifest).encode()
            if name not in ("extension/dist/extension.js", "extension/dist/server.cjs"):
                new.writestr(name, data)
    return out


@pytest.fixture(params=["python", "bundled", "web"])
def window(
    request: pytest.FixtureRequest, vsix: Path, web: Path, tmp_path: Path
) -> Iterator[tuple[str, Workbench]]:
    """A window on a folder with the examples."""
    kind: str = request.param
    folder = tmp_path / "reports"
    shutil.copytree(
        ROOT / "examples", folder, ignore=lambda _, names: [name for name in names if "." not in name]
    )
    (folder / "README.md").write_text("# 说明\n\n这里没有年度报告。\n", "utf-8")
    clean = (folder / "clean.md").read_text("utf-8")
    start, end = (clean.index(f"## {numeral}、") for numeral in "四五")
    (folder / "missing.md").write_text(
        clean[: clean.index("\n", start)] + "\n\n\n\n" + clean[end:], "utf-8"
    )  # without its last table
    (folder / "nianbao.toml").write_text('fail-on = "error"\n', "utf-8")
    settings = SETTINGS | ({"nianbao.interpreter": sys.executable} if kind == "python" else {})
    (tmp_path / "user" / "User").mkdir(parents=True)
    (tmp_path / "user" / "User" / "settings.json").write_text(json.dumps(settings), "utf-8")
    nothing = tmp_path / "bin"
    nothing.mkdir()
    environment = {} if kind == "python" else {"PATH": str(nothing)}  # no Python there
    with ExitStack() as stack:
        address = stack.enter_context(
            code_server(web if kind == "web" else vsix, folder, tmp_path, environment)
        )
        opened = stack.enter_context(workbench(address, PICTURES / kind))
        try:
            yield kind, opened
        except BaseException:
            opened.picture("failed")
            raise


def test_a_report_is_checked_while_it_is_written(window: tuple[str, Workbench]) -> None:
    _, opened = window
    page = opened.page
    opened.open("faulty.md")
    opened.squiggles("warning").first.wait_for()
    expected = _findings("faulty.md")
    wait_for(
        lambda: len(opened.problems("faulty.md")) == len(expected), "all findings in the list of problems"
    )
    shown = sorted(
        tuple(map(int, match.groups()))
        for text in opened.problems("faulty.md")
        if (match := re.search(r"Ln (\d+), Col (\d+)", text))
    )
    assert shown == sorted((line, column) for line, column, _ in expected)
    wait_for(lambda: re.search(r"已核 39/42，问题 6", opened.status()) is not None, "the status bar")
    opened.picture("findings")

    opened.go_to(45, 28)
    page.keyboard.press("Control+K")
    page.keyboard.press("Control+I")
    hover = page.locator(".monaco-hover:visible").first
    expect(hover).to_contain_text("31")
    expect(hover).to_contain_text("✗")
    opened.picture("hover")
    page.keyboard.press("Escape")

    opened.go_to(7, 7)
    opened.quick_fixes()
    opened.picture("quick-fix")
    page.keyboard.press("Enter")
    expect(page.locator(".editor-instance .view-line", has_text="一、总体情况").first).to_be_visible()
    wait_for(lambda: len(opened.problems("faulty.md")) == len(expected) - 1, "the finding to go")

    opened.command("修正全部可安全修正的问题" if _chinese(opened) else "Apply all safe fixes")
    wait_for(lambda: len(opened.problems("faulty.md")) < len(expected) - 1, "the safe fixes")

    page.keyboard.press("Control+Shift+O")
    rows = page.locator(".quick-input-widget .monaco-list-row")
    expect(rows.filter(has_text="收到和处理政府信息公开申请情况").first).to_be_visible()
    opened.picture("outline")
    page.keyboard.press("Escape")

    opened.go_to(26, 1)
    page.keyboard.press("Control+Shift+I")
    wait_for(lambda: re.search(r"\| 规章 {4,}\|", opened.text()) is not None, "the table to be aligned")
    opened.picture("formatted")

    opened.command("显示核对清单" if _chinese(opened) else "Show what was verified")
    page.locator(".tab", has_text="faulty.md.txt").wait_for()
    expect(page.locator(".view-line", has_text="已核").first).to_be_visible()
    opened.picture("certificate")

    opened.open("missing.md")
    wait_for(
        lambda: any("NB201" in problem for problem in opened.problems("missing.md")),
        "the missing table to be told",
    )
    text = (ROOT / "examples" / "clean.md").read_text("utf-8")
    opened.go_to(text[: text.index("## 四、")].count("\n") + 3)
    page.keyboard.press("Control+Space")
    row = page.locator(".suggest-widget .monaco-list-row", has_text="空白表四")
    expect(row).to_be_visible(timeout=LIMIT)
    opened.picture("completion")
    row.click()
    expect(page.locator(".view-line", has_text="行政复议 |").first).to_be_visible()
    wait_for(
        lambda: not any("NB201" in problem for problem in opened.problems("missing.md")),
        "the table to be seen",
    )

    opened.open("README.md")
    page.wait_for_timeout(1500)
    expect(opened.squiggles()).to_have_count(0)
    assert not opened.status().strip()

    opened.open("nianbao.toml")
    opened.go_to(2)
    page.keyboard.type('ignore = ["NB20')
    page.keyboard.press("Control+Space")
    row = page.locator(".suggest-widget .monaco-list-row", has_text="NB204")
    expect(row).to_be_visible(timeout=LIMIT)
    expect(row).to_contain_text("row-label")
    opened.picture("configuration")
    page.keyboard.press("Escape")

    opened.command("新建空白报告" if _chinese(opened) else "New blank report")
    page.locator(".quick-input-widget input").fill("青禾县民政局")
    page.keyboard.press("Enter")
    expect(page.locator(".view-line", has_text="青禾县民政局").first).to_be_visible(timeout=LIMIT)
    opened.picture("new")


def _chinese(opened: Workbench) -> bool:
    return (opened.page.locator("html").get_attribute("lang") or "").startswith("zh")


def _findings(name: str) -> list[tuple[int, int, str]]:
    """Line, column and code of what the command finds."""
    command = [
        sys.executable,
        "-m",
        "nianbao",
        "check",
        "--fail-on",
        "never",
        "--format",
        "json",
        str(ROOT / "examples" / name),
    ]
    told = json.loads(
        subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}).stdout
    )
    return [
        (one["range"]["start"]["line"], one["range"]["start"]["column"], one["code"])
        for one in told["reports"][0]["findings"]
    ]
