"""Shared by the readers: how files begin, signs in their texts, and a text that knows its places."""

from __future__ import annotations

from ...grammar import Layout, Location, Placed, Source, Span
from ..messages import Message

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins .doc and .xls, and every .docx or .xlsx with a password
ZIP = b"PK\x03\x04"  # begins .docx, .xlsx, .odt and other packages
# The part of an OLE file that holds a .docx or .xlsx with a password.
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")

LOCKED = Message(
    zh="文件设有打开密码，请去掉密码另存一份再检查",
    en="the file is locked with a password; save a copy without one",
)

PICTURE = "[图片]"  # copying leaves this in place of a picture; linter/tables/pictures.py knows it
# In a row only the reader draws bars, so a bar within a cell becomes another character.
BARS_IN_CELL = str.maketrans(dict.fromkeys("|｜│┃", "¦"))


class PlacedText:
    """A text that grows, and where in the file each part of it stands."""

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._placed: list[Placed] = []

    def place(self, location: Location) -> None:
        """Say where the text written next stands."""
        self._placed.append(Placed(self.length, location))

    def write(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def source(self, name: str, sha256: str, guessed: tuple[Span, ...] = ()) -> Source:
        """The text as a source. `guessed`: ranges in which only gaps show the cells."""
        return Source(name, "".join(self._pieces), "", sha256, Layout(tuple(self._placed), guessed))
