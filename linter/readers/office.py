"""Older documents: .doc, .wps, .rtf, .odt. LibreOffice, where it is installed, converts them to .docx.

    bytes ──_kind──▶ .doc .rtf .odt .xml ──convert──▶ .docx ──▶ the reader of Word
                 └─▶ .docx .html .txt ──▶ the reader of that kind

Offices give such suffixes to all kinds of files, so the bytes decide.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ...grammar import Source
from ..findings import ReadError
from ..messages import Message
from .shared import ENCRYPTED_PART, LOCKED, OLE, ZIP

SECONDS = 120  # for one file; a report takes two or three, the first one after an installation ten
PROGRAMS = ("soffice", "libreoffice")
PLACES = (  # installers put it here without adding it to PATH
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

NO_PROGRAM = Message(
    zh="“{suffix}”是旧格式，请在 Word 或 WPS 中另存为 .docx 再检查（装有 LibreOffice 时可直接检查）",
    en="{suffix!r} is an old format; save it as .docx in Word or WPS"
    " (with LibreOffice installed it can be read directly)",
)
HANGS = Message(
    zh="转换成 .docx 超过 {seconds} 秒没有完成，请在 Word 或 WPS 中另存为 .docx 再检查",
    en="converting to .docx did not end within {seconds} seconds; save it as .docx in Word or WPS",
)
FAILED = Message(
    zh="转换不成 .docx，文件可能已损坏；请在 Word 或 WPS 中打开，另存为 .docx 再检查",
    en="it cannot be converted to .docx and may be broken; open it in Word or WPS and save it as .docx",
)

_HTML = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body|meta|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)
# Macros stay off, and nothing that the document refers to is loaded.
_SAFETY = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
    "DisableActiveContent": "true",
}
_ITEM = """\
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>
"""
_SETTINGS = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{"".join(_ITEM.format(name=name, value=value) for name, value in _SAFETY.items())}</oor:items>
"""


def source(data: bytes, name: str, sha256: str) -> Source:
    """The source of an older document, or of the HTML, .docx or text in it. Raises `ReadError`."""
    kind = _kind(data)
    if kind == ".html":
        from . import html

        return html.source(data, name, sha256)
    if kind == ".txt":
        from . import text

        return text.source(data, name, sha256)
    from . import docx

    return docx.source(data if kind == ".docx" else convert(data, kind, name), name, sha256)


def _kind(data: bytes) -> str:
    """The suffix that fits the bytes of a file."""
    if data.startswith(OLE):
        return ".doc"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(ZIP):
        return ".odt" if data[30:80].startswith(b"mimetypeapplication/vnd.oasis") else ".docx"
    if _MHTML.match(data) or _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return ".html"
    if data.lstrip().startswith(b"<?xml"):
        return ".xml"
    return ".txt"


def convert(data: bytes, suffix: str, name: str) -> bytes:
    """The .docx that LibreOffice makes of a document. `suffix`: that of its kind. Raises `ReadError`."""
    if suffix == ".doc" and ENCRYPTED_PART in data:
        raise ReadError(name, LOCKED())
    program = find_program()
    if program is None:
        raise ReadError(name, NO_PROGRAM(suffix=Path(name).suffix or suffix))
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        document = Path(folder, f"report{suffix}")
        document.write_bytes(data)
        _run(_command(program, Path(folder), document), name)
        converted = document.with_suffix(".docx")
        if not converted.is_file():
            raise ReadError(name, FAILED())
        return converted.read_bytes()


def find_program() -> str | None:
    """Where LibreOffice is installed, if it is."""
    return next((path for path in map(shutil.which, (*PROGRAMS, *PLACES)) if path), None)


def _command(program: str, folder: Path, document: Path) -> list[str]:
    """The command that converts a document within a folder.

    It uses a profile in that folder, as other instances of LibreOffice may be running.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(document)),
    ]


def _run(command: list[str], name: str) -> None:
    """Run the program to its end. Raises `ReadError` where it does not start or takes too long."""
    nowhere = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
            start_new_session=os.name == "posix",  # so that all of its processes can be stopped together
        )
    except OSError as error:
        raise ReadError(name, FAILED()) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(name, HANGS(seconds=SECONDS)) from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the program and those that it started: `soffice` is a script that starts others."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    process.wait()
