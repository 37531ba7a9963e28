"""Texts and tags for XML and HTML."""

from __future__ import annotations

from xml.sax.saxutils import escape

from ....grammar.regex import Regex

# What XML 1.0 cannot hold at all: controls, halves of surrogate pairs, and two non-characters.
_FORBIDDEN = Regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Verbatim(str):
    """A text that goes into an attribute as it is."""

    __slots__ = ()


def escaped(text: object) -> str:
    """A text for content and for attributes in double quotes; characters not allowed in XML are replaced."""
    return escape(_FORBIDDEN.sub("\ufffd", str(text)), {'"': "&quot;", "'": "&#39;"})


def tag(name: str, /, **attributes: object) -> str:
    """An opening tag, such as <td class="a"> for tag("td", class_="a").

    None and False leave an attribute out, True gives it no value. A trailing `_` of a name is dropped, any
    other `_` becomes `-`.
    """
    texts = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is True:
            texts.append(key)
        elif value is not None and value is not False:
            texts.append(f'{key}="{value if isinstance(value, Verbatim) else attribute(value)}"')
    return f"<{' '.join(texts)}>"


def attribute(value: object) -> str:
    """A text for an attribute, in which line ends and tabs survive."""
    return escaped(value).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
