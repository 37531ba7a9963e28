"""The page in a real browser: what a user clicks, sees and prints, without requests and complaints."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nianbao.linter import Examination, Source, examine
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import unavailable
from tests.linter.outputs.cases import FAULTY, clean, every_kind, faulty, named, waived, written

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = (
    "<script>document.title='x'</script><img src=x onerror=\"document.title='x'\"><a "
    'href="javascript:alert(1)">'
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: while it is open, no other test can have an event loop."""
    if CHROMIUM is None:
        unavailable("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield opened
        opened.close()


class Tab:
    """A page opened as a file. `requests`, `complaints`: all it asked for, all the browser said of it."""

    def __init__(self, browser: Browser, file: Path, html: str, **options: object) -> None:
        self.file = file
        self.file.write_text(html, "utf-8")
        self.page: Page = browser.new_page(viewport={"width": 1400, "height": 900}, **options)  # type: ignore[arg-type]
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(self.file.as_uri())

    def close(self) -> None:
        self.page.close()
        assert self.requests == [self.file.as_uri()] and self.complaints == []


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens pages; when the test is over, none of them may have asked for anything or complained."""
    tabs: list[Tab] = []

    def open(*examinations: Examination, **options: object) -> Page:
        tabs.append(
            Tab(browser, tmp_path / f"结果 {len(tabs)}.html", written("html", examinations), **options)
        )
        return tabs[-1].page

    yield open
    for tab in tabs:
        tab.close()


def test_a_click_on_a_finding_shows_its_place_and_back(open_page: Open) -> None:
    page = open_page(faulty())
    cell = page.locator("td.faulty").last
    expect(cell).not_to_be_in_viewport()
    page.locator(".finding", has_text="NB304").locator("a").first.click()
    expect(cell).to_be_in_viewport()
    expect(cell).to_have_class(re.compile(r"\bflash\b"))
    page.locator("td.faulty").first.click()
    expect(page.locator(".finding", has_text="NB301")).to_have_class(re.compile(r"\bflash\b"))
    page.locator(".finding", has_text="NB301").locator(".code a").click()
    expect(page.locator("#NB301")).to_have_attribute("open", "")


def test_a_cell_tells_its_equations_when_pointed_at_or_reached_by_keys(open_page: Open) -> None:
    page = open_page(faulty())
    tip = page.locator("#tip")
    cell = page.locator("td.faulty").first
    cell.scroll_into_view_if_needed()
    cell.hover()
    expect(tip).to_contain_text("应为 13，现为 31")
    expect(tip).to_contain_text("✗ 自然人：31 + 1 ≠ 14 + 0")
    page.locator("td", has_text="35").first.hover()  # stands in no equation
    expect(tip).to_be_hidden()
    page.locator("td[data-e]").nth(20).hover()
    expect(tip).to_contain_text("✓")
    page.mouse.move(2, 2)
    page.locator("td.faulty").last.focus()
    expect(tip).to_contain_text("✗ 行政复议：0 ≠ 2 + 1 + 0 + 0")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_filters_and_search(open_page: Open) -> None:
    page = open_page(faulty(), clean(), waived())
    expect(page.locator("details.report[open]")).to_have_count(0)
    page.locator("nav a").first.click()
    expect(page.locator("#r1 .finding:visible")).to_have_count(6)
    page.locator("[data-filter=warning]").uncheck()
    expect(page.locator("#r1 .finding:visible")).to_have_count(3)
    page.locator("[data-filter=warning]").check()
    page.locator("[data-faulty]").check()
    expect(page.locator("details.report:visible")).to_have_count(2)
    page.locator("[data-faulty]").uncheck()
    page.locator("nav input[type=search]").fill("CLEAN")
    expect(page.locator("details.report:visible")).to_have_count(1)
    expect(page.locator("nav li:visible")).to_contain_text("没有问题")


def test_only_the_sheets_are_printed(open_page: Open, tmp_path: Path) -> None:
    page = open_page(faulty(), clean(), waived())
    page.emulate_media(media="print")
    expect(page.locator(".sheet:visible")).to_have_count(2)
    assert page.locator("header:visible, nav:visible, main:visible, footer:visible").count() == 0
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    if not shutil.which("pdftotext"):
        unavailable("pdftotext")
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "sheet.pdf", "-"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert text.count("整改情况") == 2 and text.count("\f") == 2 and "NB301 收到与办" in text


def test_one_report_is_printed_alone(open_page: Open) -> None:
    page = open_page(faulty(), waived())
    page.evaluate(
        "window.print = () => { document.title = "
        "String(document.querySelectorAll('.sheet:not([hidden])').length); }"
    )
    page.locator("nav a").last.click()
    page.locator("#r2 [data-print]").click()
    expect(page).to_have_title("1")
    page.locator("header [data-print]").click()
    expect(page).to_have_title("2")


def test_paper_on_screen(open_page: Open) -> None:
    page = open_page(faulty())
    expect(page.locator(".sheet")).to_be_hidden()
    page.locator("[data-view=paper]").click()
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
    page.locator("[data-view=results]").click()
    expect(page.locator("main")).to_be_visible()


def test_light_and_dark(open_page: Open) -> None:
    def lightness(scheme: str) -> int:
        page = open_page(faulty(), color_scheme=scheme)
        colour: str = page.evaluate("getComputedStyle(document.querySelector('.report')).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    assert lightness("light") > 600 and lightness("dark") < 200


def test_without_script_links_and_folds_still_work(open_page: Open) -> None:
    page = open_page(faulty(), clean(), java_script_enabled=False)
    page.locator("#r1 > summary").click()
    page.locator("#r1 .finding a").nth(4 * 2).click()
    expect(page.locator("#r1 td.faulty").last).to_be_in_viewport()
    expect(page.locator("#r1 td.faulty").last).to_have_attribute("title", re.compile("✗ 行政复议"))


def test_hostile_text_does_nothing(open_page: Open) -> None:
    """Neither in a report, nor in its name, nor where a finding quotes it."""
    text = (
        FAULTY.replace("河堤路", HOSTILE)
        .replace("本年废止件 ", f"本年废止{HOSTILE}件 ")
        .replace("| 31 |", f"| 31{HOSTILE} |")
    )
    page = open_page(examine(Source(f"{HOSTILE}.md", text)))
    assert page.title() == "政府信息公开年报检查结果"
    assert (
        page.locator("article img, article script, article a").count() == 0
        and HOSTILE in page.locator(".text").inner_text()
    )


def test_every_kind_of_file(open_page: Open) -> None:
    page = open_page(*every_kind())
    for number in range(1, len(every_kind()) + 1):
        page.locator("nav a").nth(number - 1).click()
        expect(page.locator(f"#r{number} .side")).to_be_visible()


def test_a_narrow_window_has_no_sideways_scrolling(open_page: Open) -> None:
    page = open_page(faulty(), clean())
    page.locator("nav a").first.click()
    for width in (1400, 1000, 700, 420):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_many_reports_stay_folded_until_wanted(open_page: Open) -> None:
    page = open_page(*(named(faulty(), f"{number}.md") for number in range(60)))
    expect(page.locator("details.report[open]")).to_have_count(0)
    page.locator("nav a").nth(50).click()
    expect(page.locator("#r51 > summary")).to_be_in_viewport()
    expect(page.locator("details.report[open]")).to_have_count(1)
    page.locator("#r51 .finding a").first.click()
    expect(page.locator("#r51 mark").first).to_be_in_viewport()
