"""Packs nianbao and what its server needs into one zip, for an interpreter that has no packages: python packages.py OUT.

All of them are taken from the environment that runs this, so the bundled server is the one that was tested there.
"""

from __future__ import annotations

import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = {"nianbao": ROOT / "linter" / "_root", "nianbao/grammar": ROOT / "grammar", "nianbao/linter": ROOT / "linter", "nianbao/lsp": ROOT / "lsp"}
NEEDED = ("lark", "pygls", "lsprotocol", "attrs", "cattrs", "typing_extensions", "pathspec")
LEFT_OUT = {"__pycache__", "_root", "__pyinstaller", "tests"}
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip


def files() -> dict[str, Path]:
    """What goes into the zip, by its name there."""
    found: dict[str, Path] = {}
    for package, folder in PACKAGES.items():
        for path in folder.rglob("*"):
            if path.is_file() and not LEFT_OUT & set(path.relative_to(folder).parts):
                found[f"{package}/{path.relative_to(folder).as_posix()}"] = path
    for name in NEEDED:
        for file in distribution(name).files or ():
            kept = file.suffix in (".py", ".typed", ".lark", ".json") or file.name in ("METADATA", "LICENSE") or "licenses" in file.parts
            if kept and not LEFT_OUT & set(file.parts) and ".." not in file.parts:
                found[file.as_posix()] = Path(str(file.locate()))
    return found


def main(out: str) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in sorted(files().items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1])
