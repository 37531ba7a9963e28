"""Runs inside the interpreter that is bundled, once: compiles the modules that a start of the server loads.

So no start has to. Packs all again.
"""

from __future__ import annotations

import py_compile
import sys
import zipfile
from pathlib import Path

EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip
# not compared with its source when it is loaded: both are unpacked at once
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH


def pack(site: str, reports: list[str], out: str) -> None:
    """Of a folder of packages make a zip, with all modules compiled that checking some reports takes."""
    from nianbao.linter import check, read
    from nianbao.lsp import embedded

    embedded.serve(len)
    for report in reports:
        check(read(Path(report)))
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        if path.startswith(site) and path.endswith(".py"):  # a module may be machine code already
            py_compile.compile(path, doraise=True, invalidation_mode=UNCHECKED)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(Path(site).rglob("*")):
            if file.is_file():
                info = zipfile.ZipInfo(file.relative_to(site).as_posix(), EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, file.read_bytes())
