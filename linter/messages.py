"""Sentences in Chinese and English. Their values are filled in once the language is known."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from msgspec import Struct, field


class Message(Struct, frozen=True):
    """A sentence in both languages, with the same placeholders in braces."""

    zh: str
    en: str

    def __call__(self, **values: Any) -> Phrase:
        return Phrase(self, values)


class Phrase(Struct, frozen=True):
    """A message with its values. Control characters in texts are made visible."""

    message: Message
    values: dict[str, Any] = field(default_factory=dict)  # a value may be a phrase, or a tuple to be listed

    def text(self, lang: str) -> str:
        template: str = getattr(self.message, lang)
        return template.format_map(
            {name: _render(value, lang, f"“{{{name}}}”" in template) for name, value in self.values.items()}
        )


def _render(value: Any, lang: str, quoted: bool = False) -> Any:
    if isinstance(value, Phrase):
        return value.text(lang)
    if isinstance(value, tuple):
        return ("，" if lang == "zh" else ", ").join(str(_render(item, lang)) for item in value)
    if isinstance(value, (str, PurePath, BaseException)):
        text = visible(str(value))
        return text.translate(_INNER_QUOTES) if quoted else text
    return value


def visible(text: str) -> str:
    """A text of the same length with visible signs in place of harmful control characters.

    Harmful are those that control a terminal or change the direction of writing.
    """
    return text.translate(_SIGNS)


_SIGNS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_SIGNS |= dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_INNER_QUOTES = str.maketrans("“”", "‘’")  # within a quotation
