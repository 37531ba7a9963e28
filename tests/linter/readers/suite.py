"""LibreOffice, as the tests use it: many files in one go."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from html import escape
from pathlib import Path

from nianbao.linter.readers.office import find_program

from tests.conftest import unavailable
from tests.generator import Draft

HTML = "HTML (StarWriter)"
DOCX, PDF = "docx:MS Word 2007 XML", "pdf:writer_pdf_Export"


def convert(
    files: Iterable[Path], target: str, folder: Path, source: str = "", profile: Path | None = None
) -> None:
    """Convert files to `target`, such as "pdf" or "doc:MS Word 97", into a folder.

    `source`: the filter that they are opened with; `profile`: a
    folder for settings, which takes some seconds to be made."""
    program = find_program() or unavailable("LibreOffice")
    settings = (profile or folder / "profile").as_uri()
    opened = [f"--infilter={source}"] if source else []
    command = [
        program,
        f"-env:UserInstallation={settings}",
        "--headless",
        *opened,
        "--convert-to",
        target,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=110)


def ruled_page(draft: Draft, size: float, small: float, landscape: bool) -> str:
    """The draft as a plain page, with ruled tables. Sizes of type in points."""
    style = (
        f"@page{{size:A4{' landscape' if landscape else ''}}} p{{font-size:{size}pt;text-indent:2em}} "
        f"td{{border:1px solid black;font-size:{small}pt;"
        f"text-align:center}} table{{border-collapse:collapse;width:100%}}"
    )
    body = [f"<h1 style='text-align:center'>{escape(line)}</h1>" for line in draft.title] + [
        f"<p>{escape(line)}</p>" for line in draft.preamble
    ]
    for section in draft.sections:
        body += [
            f"<p><b>{escape(section.heading)}</b></p>",
            *(f"<p>{escape(line)}</p>" for line in section.body),
        ]
        if section.table:
            rows = (
                "".join(f"<td rowspan={c.rowspan} colspan={c.colspan}>{escape(c.text)}</td>" for c in row)
                for row in section.table.layout()
            )
            body.append(f"<table border=1 cellspacing=0>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    body += [f"<p style='text-align:right'>{escape(line)}</p>" for line in (draft.signature, draft.date)]
    return f"<html><head><meta charset=utf-8><style>{style}</style></head><body>{''.join(body)}</body></html>"
