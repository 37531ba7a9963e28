"""The page of each editor in the documentation, and that its pictures are those that tests take."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.editors.conftest import EXTENSION
from tests.editors.pictures import PAGES, seen, wanted
from tests.editors.workbench import HERE, PICTURES

NAMES = ("vscode", "vscode-web", "neovim", "emacs", "helix")
LIMIT = 150_000  # bytes of a picture
WITHOUT = {"helix"}  # which no test can run


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_pictures_that_tests_take(name: str) -> None:
    page = PAGES / f"{name}.md"
    taken = set(
        re.findall(
            r'\.picture\("([a-z-]+)"\)', "".join(path.read_text("utf-8") for path in HERE.glob("test_*.py"))
        )
    )
    pictures = wanted(page)
    assert bool(pictures) == (name not in WITHOUT)
    for image, source in pictures:
        data = image.read_bytes()
        assert data.startswith(b"\x89PNG") and len(data) <= LIMIT
        assert source.parent.parent == PICTURES and source.stem in taken


def test_no_picture_is_left_over() -> None:
    used = {image for page in PAGES.glob("*.md") for image, _ in wanted(page)}
    assert used == set((PAGES / "images").iterdir())
    assert all(seen(image.stem).suffix == ".png" for image in used)


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_are_linked_and_their_links_lead_somewhere(name: str) -> None:
    assert f"docs/editors/{name}.md" in (ROOT / "editors" / "README.md").read_text("utf-8")
    for address in re.findall(r"\]\(([^)#:]+)[^)]*\)", (PAGES / f"{name}.md").read_text("utf-8")):
        assert (PAGES / address).exists(), address


def test_the_commands_on_the_pages_are_those_of_the_extension() -> None:
    titles = re.findall(
        r'"command\.\w+": "([^"]+)"',
        "".join(
            (EXTENSION / name).read_text("utf-8") for name in ("package.nls.json", "package.nls.zh-cn.json")
        ),
    )
    said = [
        title
        for page in PAGES.glob("*.md")
        for title in re.findall(r"“年报：? ?([^”]+)”", page.read_text("utf-8"))
        if title
    ]
    assert (
        said and [title.removeprefix(": ") for title in said if title.removeprefix(": ") not in titles] == []
    )
