"""Packs nianbao and the packages that its server needs into one zip: python packages.py OUT.

The zip is for an interpreter without packages. The packages come from the environment that runs this script,
so the bundled server is the one that was tested there. A package with compiled code comes in the same version
from its wheel for Pyodide.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = {
    "nianbao": ROOT / "linter" / "_root",
    "nianbao/grammar": ROOT / "grammar",
    "nianbao/linter": ROOT / "linter",
    "nianbao/lsp": ROOT / "lsp",
}
NEEDED = ("lark", "pygls", "lsprotocol", "attrs", "cattrs", "typing_extensions", "pathspec", "tomli")
COMPILED = ("msgspec",)
MODULES = ROOT / "editors" / "vscode" / "node_modules"
PYODIDE = MODULES / "pyodide" / "pyodide-lock.json"
WHEELS = MODULES / ".cache" / "wheels"  # kept, so that only the first build needs the network
LEFT_OUT = {"__pycache__", "_root", "__pyinstaller", "tests"}
EPOCH = (2020, 1, 1, 0, 0, 0)  # the same files make the same zip


def is_kept(file: PurePosixPath) -> bool:
    """Whether a package needs a file in order to run."""
    kept = file.suffix in (".py", ".so", ".typed", ".lark", ".json")
    kept = kept or file.name in ("METADATA", "LICENSE") or "licenses" in file.parts
    return kept and not LEFT_OUT & set(file.parts) and ".." not in file.parts


def wheel(name: str) -> Path:
    """The wheel of a package for the bundled interpreter, in the version that this environment has."""
    version = distribution(name).version
    pyodide = json.loads(PYODIDE.read_text("utf-8"))["info"]
    platform = f"pyemscripten_{pyodide['abi_version']}_{pyodide['arch']}"
    python = "".join(pyodide["python"].split(".")[:2])
    pattern = f"{name}-{version}-cp{python}-*-{platform}.whl"
    if not any(WHEELS.glob(pattern)):
        command = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--platform", platform, "--implementation", "cp"]
        command += ["--python-version", python, "--abi", f"cp{python}", "--dest", str(WHEELS)]
        subprocess.run([*command, f"{name}=={version}"], check=True)
    return next(WHEELS.glob(pattern))


def files() -> dict[str, bytes]:
    """The files of the zip, by their names there."""
    found: dict[str, bytes] = {}
    for package, folder in PACKAGES.items():
        for path in folder.rglob("*"):
            if path.is_file() and not LEFT_OUT & set(path.relative_to(folder).parts):
                found[f"{package}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    for name in NEEDED:
        for file in distribution(name).files or ():
            if is_kept(file) and file.suffix != ".so":  # compiled for this machine
                found[file.as_posix()] = Path(str(file.locate())).read_bytes()
    for name in COMPILED:
        with zipfile.ZipFile(wheel(name)) as archive:
            found |= {file: archive.read(file) for file in archive.namelist() if is_kept(PurePosixPath(file))}
    return found


def main(out: str) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files().items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


if __name__ == "__main__":
    main(sys.argv[1])
