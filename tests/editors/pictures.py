"""Put what the tests saw into the documentation: `pytest tests/editors && python -m tests.editors.pictures`.

The pages name the pictures they want: the tests of `neovim` keep `findings`, which becomes
`images/neovim-findings.png`, in few colours.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from tests.conftest import ROOT
from tests.editors.workbench import PICTURES

PAGES = ROOT / "docs" / "editors"
COLOURS = 64


def wanted(page: Path) -> list[tuple[Path, Path]]:
    """The pictures of a page, each with the one of the tests that it is made from."""
    images = re.findall(r"!\[[^\]]+\]\(images/([a-z-]+)\.png\)", page.read_text("utf-8"))
    return [(PAGES / "images" / f"{name}.png", seen(name)) for name in images]


def seen(name: str) -> Path:
    """The pictures that tests took, by their names in the documentation."""
    kind, _, what = name.partition("-")
    return PICTURES / kind / f"{what}.png"


def main() -> None:
    for page in sorted(PAGES.glob("*.md")):
        for image, source in wanted(page):
            with Image.open(source) as picture:
                picture.convert("RGB").quantize(COLOURS).save(image, optimize=True)


if __name__ == "__main__":
    main()
