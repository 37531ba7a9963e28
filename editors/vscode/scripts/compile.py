"""Compiles the modules that the server loads when it starts, so that no start has to.

The build runs this once, inside the bundled interpreter, and packs everything again.
"""

from __future__ import annotations

import py_compile
import sys
import zipfile
from pathlib import Path

EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip
# Python does not compare the module with its source when it loads it: both are unpacked together.
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH


def pack(site: str, reports: list[str], out: str) -> None:
    """Pack a folder of packages into a zip, with compiled modules for checking some reports."""
    from nianbao.linter import check, read
    from nianbao.lsp import embedded

    embedded.serve(len)
    for report in reports:
        check(read(Path(report)))
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        if path.startswith(site) and path.endswith(".py"):  # a module may also be machine code
            py_compile.compile(path, doraise=True, invalidation_mode=UNCHECKED)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(Path(site).rglob("*")):
            if file.is_file():
                info = zipfile.ZipInfo(file.relative_to(site).as_posix(), EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, file.read_bytes())
