"""Runs inside the interpreter that is bundled, once: compiles what a start of the server loads, so that no start has to. Packs all again."""

from __future__ import annotations

import py_compile
import sys
import zipfile
from pathlib import Path

EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip


def pack(site: str, reports: list[str], out: str) -> None:
    """Of a folder of packages make a zip, with what Python and the packages keep compiled of them once some reports have been checked."""
    sys.dont_write_bytecode = False
    from nianbao.grammar.regex import keep_compiled
    from nianbao.linter import check, read
    from nianbao.lsp import embedded

    embedded.serve(len)
    for report in reports:
        check(read(Path(report)))
    keep_compiled()
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None) or ""
        if path.startswith(site) and path.endswith(
            ".py"
        ):  # not compared with its source when it is loaded: both are unpacked at once
            py_compile.compile(
                path, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
            )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(Path(site).rglob("*")):
            if file.is_file():
                info = zipfile.ZipInfo(file.relative_to(site).as_posix(), EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, file.read_bytes())
