"""A real terminal: a program in a pseudo-terminal, shown by xterm.js in a browser window."""

from __future__ import annotations

import base64
import fcntl
import os
import select
import struct
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.editors.workbench import CHROMIUM, HERE, QUIET, wait_for
from tests.processes import end, start

XTERM = HERE / "node_modules" / "code-server" / "lib" / "vscode" / "node_modules" / "@xterm" / "xterm"
ROWS, COLUMNS = 34, 124
OPENED = """([rows, cols]) => {
  const font = '"DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace';
  const theme = { background: "#1b1d23", foreground: "#d8dee9" };
  window.terminal = new Terminal({ rows, cols, fontSize: 14, fontFamily: font, theme });
  terminal.onData((text) => window.answer(text));
  terminal.open(document.querySelector("main"));
}"""
WRITTEN = (
    "data => new Promise((done) => terminal.write(Uint8Array.from(atob(data), (one) => "
    "one.charCodeAt(0)), done))"
)
SHOWN = (
    "() => Array.from({ length: terminal.rows }, (_, row) => "
    "terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row).translateToString(true))"
)


class Terminal:
    """The screen and the keyboard of a program."""

    def __init__(self, page: Page, keyboard: int, pictures: Path) -> None:
        self.page, self.keyboard, self.pictures = page, keyboard, pictures
        page.expose_function(
            "answer", self.press
        )  # what a terminal answers when a program asks what it can do
        page.evaluate(OPENED, [ROWS, COLUMNS])

    def press(self, keys: str) -> None:
        os.write(self.keyboard, keys.encode())

    def screen(self) -> str:
        """The lines that are shown now, once nothing new comes for a moment."""
        while select.select([self.keyboard], [], [], 0.1)[0]:
            try:
                data = os.read(self.keyboard, 1 << 16)
            except OSError:  # the program has ended
                break
            self.page.evaluate(WRITTEN, base64.b64encode(data).decode())
        shown: list[str] = self.page.evaluate(SHOWN)
        return "\n".join(shown)

    def wait_for(self, *texts: str) -> None:
        """Wait until all of these are on the screen. Raises `TimeoutError` with what is on it."""
        try:
            wait_for(lambda: all(text in self.screen() for text in texts), f"{texts}")
        except TimeoutError as error:
            self.picture("failed")
            raise TimeoutError(f"{error}; the screen is\n{self.screen()}") from error

    def picture(self, name: str) -> None:
        self.screen()
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.page.locator("main").screenshot(path=self.pictures / f"{name}.png")


@contextmanager
def terminal(
    command: list[str], folder: Path, environment: Mapping[str, str], pictures: Path
) -> Iterator[Terminal]:
    """Run a program in a folder, in a terminal of its own. Its keyboard and screen are what is yielded."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    program = start(command, terminal=theirs, cwd=folder, env={**environment, "TERM": "xterm-256color"})
    os.close(theirs)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
            try:
                page = browser.new_page(viewport={"width": 1200, "height": 700})
                page.set_content(
                    "<style>body { margin: 0 } main { display: inline-block; padding: 8px;"
                    " background: #1b1d23 }</style><main></main>"
                )
                page.add_style_tag(path=XTERM / "css" / "xterm.css")
                page.add_script_tag(path=XTERM / "lib" / "xterm.js")
                yield Terminal(page, ours, pictures)
            finally:
                browser.close()
    finally:
        os.close(ours)  # which hangs up
        end(program, patience=10)
