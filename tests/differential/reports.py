"""Folders of reports for comparisons: clean and faulty, in all serialisations, encodings and line ends."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

from tests.generator import FAULTS, STYLES, NotApplicable, clean, draft, random_figures, render, renders
from tests.generator.docx import word
from tests.generator.html import HTML_STYLES, render_html

END = ("\n", "\r\n", "\r")
ASTRAL = ("𠮷", "😀", "𬸚")
WAIVER = "<!-- nianbao: ignore {codes} 因上级统一要求 -->\n\n"


def text(rng: random.Random) -> str:
    """A report with up to three faults, in any serialisation, with astral characters and any line ends."""
    if rng.random() < 0.1:
        return clean(rng)
    report = draft(rng, random_figures(rng, rng.choice(("2019", "2021"))))
    for name in rng.sample(sorted(FAULTS), rng.randint(0, 3)):
        with suppress(
            NotApplicable, KeyError, ValueError, StopIteration
        ):  # the fault before may leave no place for it
            report = FAULTS[name](report, rng).draft
    written = render(report, rng.choice([style for style in STYLES if renders(report, style)]), rng)
    if rng.random() < 0.5:
        written = written.replace("。", f"{rng.choice(ASTRAL)}。", rng.randint(1, 3))
    if rng.random() < 0.4:
        written = WAIVER.format(codes=rng.choice(("NB1,NB2", "NB301", "NB0,NB2,NB3,NB7"))) + written
    end = rng.choice(END)
    return "".join(line + (rng.choice(END) if rng.random() < 0.02 else end) for line in written.split("\n"))


def fill(folder: Path, rng: random.Random, count: int) -> None:
    """Fill a folder with reports, other documents, a file that cannot be read, and one with an odd name."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:03}.md").write_bytes(
            text(rng).encode(rng.choice(("utf-8", "utf-8-sig", "gb18030")))
        )
    report = draft(rng, random_figures(rng, "2021"))
    with suppress(NotApplicable):
        report = FAULTS["change-request-figure"](report, rng).draft
    (folder / "网页.html").write_text(render_html(report, rng.choice(HTML_STYLES), rng), "utf-8")
    (folder / "文档.docx").write_bytes(word(report, rng))
    (folder / "信件.txt").write_text("尊敬的领导：\n\n随函报送材料。\n", "utf-8")
    (folder / "README.md").write_text("# 说明\n", "utf-8")
    (folder / "坏.md").write_bytes(rng.randbytes(5000))
    (folder / "a b,c:d|<e>&%25\n'f\".md").write_bytes(text(rng).encode())
