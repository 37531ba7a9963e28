"""Older kinds of documents: .doc, .wps, .rtf, .odt. LibreOffice, where it is installed, makes .docx of them."""

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

SECONDS = 120  # for one file; a report takes two or three, the first one after an installation ten
PROGRAMS = ("soffice", "libreoffice")
PLACES = (  # where installers put it without telling PATH
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

NO_PROGRAM = Message(
    zh="“{suffix}”是旧格式，请在 Word 或 WPS 中另存为 .docx 再检查（装有 LibreOffice 时可直接检查）",
    en="{suffix!r} is an old format; save it as .docx in Word or WPS (with LibreOffice installed it can be read directly)",
)
HANGS = Message(
    zh="转换成 .docx 超过 {seconds} 秒没有完成，请在 Word 或 WPS 中另存为 .docx 再检查",
    en="converting to .docx did not end within {seconds} seconds; save it as .docx in Word or WPS",
)
FAILED = Message(
    zh="转换不成 .docx，文件可能已损坏；请在 Word 或 WPS 中打开，另存为 .docx 再检查",
    en="it cannot be converted to .docx and may be broken; open it in Word or WPS and save it as .docx",
)
ENCRYPTED = Message(
    zh="文件设有打开密码，请去掉密码另存一份再检查",
    en="the file is locked with a password; save a copy without one",
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode(
    "utf-16-le"
)  # the part of an OLE file that holds a locked .docx or .xlsx
_HTML = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body|meta|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)
# Macros stay off, and nothing that the document names is loaded from elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def source(data: bytes, name: str, sha256: str) -> Source:
    """A document in an older format as a source; what is in fact HTML, .docx or plain text is read as that. Raises `ReadError`."""
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
    """The suffix that a file would have by its bytes."""
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
    """The .docx that LibreOffice makes of a document. `suffix`: its kind. Raises `ReadError`."""
    if suffix == ".doc" and _ENCRYPTED in data:
        raise ReadError(name, ENCRYPTED())
    program = find_program()
    if program is None:
        raise ReadError(name, NO_PROGRAM(suffix=Path(name).suffix or suffix))
    # A profile of its own: another LibreOffice may be running, and several conversions at the same time.
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as folder:
        profile, document = Path(folder, "profile"), Path(folder, f"report{suffix}")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        document.write_bytes(data)
        _run([program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
              "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(document)], name)  # fmt: skip
        converted = document.with_suffix(".docx")
        if not converted.is_file():
            raise ReadError(name, FAILED())
        return converted.read_bytes()


def find_program() -> str | None:
    """Where LibreOffice is installed, if it is."""
    return next((path for path in map(shutil.which, (*PROGRAMS, *PLACES)) if path), None)


def _run(command: list[str], name: str) -> None:
    """Raises `ReadError` where the program cannot be started or does not come to an end."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix"
        )  # fmt: skip
    except OSError as error:
        raise ReadError(name, FAILED()) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReadError(name, HANGS(seconds=SECONDS)) from error
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ends the program with those that it started: `soffice` is a script that starts others."""
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
