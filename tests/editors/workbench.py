"""A real VS Code in a real browser: code-server with our extension, and what a user does and sees in it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as Late

from tests.processes import running

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "build" / "editors"  # what the tests saw
NODE = HERE / ".node" / "bin" / "node"
ENTRY = HERE / "node_modules" / "code-server" / "out" / "node" / "entry.js"
CHROMIUM = shutil.which("chromium") or "chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LIMIT = 60_000  # milliseconds that anything may take on a busy machine


def available() -> str:
    """Names of what these tests need and do not find; empty if all is there."""
    lacking = [str(path.relative_to(HERE)) for path in (NODE, ENTRY) if not path.exists()] + (
        [] if shutil.which("chromium") else ["chromium"]
    )
    return ", ".join(lacking)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def code_server(extension: Path, folder: Path, data: Path, environment: dict[str, str]) -> Iterator[str]:
    """Run code-server with one extension on a folder. Yields the address of its workbench."""
    where = ["--user-data-dir", str(data / "user"), "--extensions-dir", str(data / "extensions")]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("VSCODE")
    } | environment
    subprocess.run(
        [NODE, ENTRY, *where, "--install-extension", extension],
        check=True,
        capture_output=True,
        env=environment,
        timeout=60,
    )
    port = free_port()
    options = [
        "--auth",
        "none",
        "--bind-addr",
        f"127.0.0.1:{port}",
        "--disable-telemetry",
        "--disable-update-check",
        "--disable-workspace-trust",
    ]
    command: list[str | Path] = [NODE, ENTRY, *options, *where]
    with (
        open(data / "server.log", "wb") as log,
        running(command, patience=10, stdout=log, stderr=log, env=environment),
    ):
        wait_for(lambda: _listens(port), "code-server to listen")
        yield f"http://127.0.0.1:{port}/?folder={folder}"


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def wait_for(condition: Callable[[], bool], what: str, limit: float = LIMIT / 1000) -> None:
    """Wait until something holds. Raises `TimeoutError`."""
    deadline = time.monotonic() + limit
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {limit:.0f} s for {what}")
        time.sleep(0.1)


class Workbench:
    """The window as a user sees it."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page, self.pictures = page, pictures

    def open(self, name: str) -> None:
        """Open a file of the folder, by name."""
        self.page.keyboard.press("Control+P")
        box = self.page.locator(".quick-input-widget input")
        box.fill(name)
        self.page.locator(".quick-input-widget .monaco-list-row", has_text=name).first.wait_for()
        self.page.keyboard.press("Enter")
        self.page.locator(f'.tab.active[data-resource-name="{name}"]').wait_for()
        self.page.locator(".monaco-editor .view-line").first.wait_for()

    def command(self, title: str) -> None:
        """Run a command of the palette."""
        self.page.keyboard.press("F1")
        box = self.page.locator(".quick-input-widget input")
        expect(box).to_have_value(">")
        box.fill(f">{title}")
        self.page.locator(".quick-input-widget .monaco-list-row", has_text=title).first.click()

    def go_to(self, line: int, column: int = 1) -> None:
        self.page.keyboard.press("Control+G")
        box = self.page.locator(".quick-input-widget input")
        box.fill(f":{line}")
        self.page.keyboard.press("Enter")
        expect(box).to_be_hidden()
        for _ in range(column - 1):  # VS Code itself counts full-width characters twice here
            self.page.keyboard.press("ArrowRight")
        expect(self.page.locator("#status\\.editor\\.selection")).to_contain_text(
            re.compile(rf"\b{line}\D+{column}$")
        )

    def quick_fixes(self) -> Locator:
        """The fixes for what is at the cursor; asked for again where the first key came too early."""
        rows = self.page.locator(".action-widget .monaco-list-row")

        def shown() -> bool:
            self.page.keyboard.press("Control+Period")
            try:
                rows.first.wait_for(timeout=5000)
            except Late:
                self.page.keyboard.press("Escape")
                return False
            return True

        wait_for(shown, "the quick fixes")
        return rows

    def squiggles(self, severity: str = "") -> Locator:
        return self.page.locator(f".squiggly-{severity}" if severity else "[class*=squiggly-]")

    def problems(self, name: str) -> list[str]:
        """The rows of the problems view for one file."""
        if not self.page.locator(".markers-panel").is_visible():
            self.page.keyboard.press("Control+Shift+M")
        self.page.locator(".markers-panel").wait_for()
        only = self.page.locator('input[placeholder^="Filter (e.g."]').first
        if only.input_value() != f"**/{name}":
            only.fill(f"**/{name}")
        return [
            text
            for text in self.page.locator(".markers-panel .monaco-list-row").all_inner_texts()
            if "NB" in text
        ]

    def status(self) -> str:
        return " ".join(self.page.locator("#nianbao\\.nianbao\\.nianbao\\.status").all_inner_texts())

    def text(self) -> str:
        """The text in the editor, as far as it is shown."""
        return "\n".join(self.page.locator(".editor-instance .view-line").all_inner_texts()).replace(
            "\u00a0", " "
        )

    def picture(self, name: str) -> None:
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.pictures / f"{name}.png")


@contextmanager
def workbench(address: str, pictures: Path) -> Iterator[Workbench]:
    """A browser window with the workbench at an address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 900}, locale="zh-CN")
            page.set_default_timeout(LIMIT)
            page.goto(address)
            page.locator(".monaco-workbench .part.editor").wait_for()
            yield Workbench(page, pictures)
        finally:
            browser.close()
