"""The text of a web page from its bytes. The encoding that a page declares counts only where it is true."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes

from ...findings import ReadError
from ...messages import Message
from ..text import decode as detect

NO_PAGE = Message(
    zh="单个文件网页（.mht）里没有网页正文，请在 Word 或浏览器中打开后另存为 .html",
    en="the web archive holds no page; open it in Word or a browser and save it as .html",
)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*(?:[\"']\s*)?([a-zA-Z0-9_.:-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Encodings that a page may declare, and the ones that include them.
_INCLUDING = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
}
_BROKEN = 0.01  # the share of damaged characters up to which a page is readable
_ARCHIVE = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """The text of a page and its encoding. `declared`: the one in a mail header. Raises `ReadError`."""
    if data.startswith(_BOMS):
        return detect(data, name)
    match = _DECLARED.search(data[:_HEAD])
    said = (declared or (match[1].decode("ascii") if match else "")).lower()
    encoding = _INCLUDING.get(re.sub("[^a-z0-9]", "", said), "")
    # Text in another encoding is almost never valid UTF-8, so a page that is valid is UTF-8.
    for one in ("utf-8", encoding):
        if one and b"\0" not in data[:_HEAD]:
            try:
                return data.decode(one), one
            except UnicodeDecodeError:
                pass
    try:
        return detect(data, name)
    except ReadError:
        likely = encoding or "utf-8"
        text = data.decode(likely, "replace")
        if b"\0" in data[:_HEAD] or text.count("\ufffd") > _BROKEN * len(text):
            raise
        return text, likely


def web_archive(data: bytes, name: str) -> tuple[str, str] | None:
    """The page in a web archive and its encoding; None for anything else. Raises `ReadError`."""
    if not _ARCHIVE.match(data[:_HEAD]):
        return None
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return decode(content, name, str(part.get_content_charset("")))
    raise ReadError(name, NO_PAGE())
