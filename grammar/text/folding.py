"""Folds full-width and Traditional characters to the ones that official labels use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..regex import Regex

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# A class of all five thousand characters is matched one by one; these two are much faster.
_COMPATIBLE = Regex(f"[{_SPACES}{_BREAKS}\u2502\u2503\u2e80-\u2fd5\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff5e]")
_SIGNS = (
    "個們來時國說會這開過還進對動現發經關點務報題議實機內長門問間東業書電話車馬語萬與無學見產義為種應當從頭樣"
)
_TRADITIONAL = Regex(f"[{_SIGNS}後資訊規範復複訴訟處數據條項總計結轉審區]")
_VOCABULARY = (("资讯", "信息"), ("规范性档案", "规范性文件"))  # some converters change words too


def fold(text: str, alphabet: str | None = None) -> str:
    """Return a text of the same length in the characters that official labels use.

    `alphabet` holds each character of the text once, if the caller knows them; extra ones do no harm.
    """
    alphabet = text if alphabet is None else alphabet
    if _TRADITIONAL.search(alphabet) and _TRADITIONAL.search(text):
        text = text.translate(_folding_table())
        for taiwan, mainland in _VOCABULARY:
            text = text.replace(taiwan, mainland)
        return text
    for character in set(_COMPATIBLE.findall(alphabet)):
        text = text.replace(character, _folding().get(character, character))
    return text


@cache
def _folding() -> dict[str, str]:
    """Return each folded character with its replacement."""
    lines = Path(__file__).with_name("folding.txt").read_text("utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    read = {
        a: b
        for read, meant in zip(lines[1::3], lines[2::3], strict=True)
        for a, b in zip(read, meant, strict=True)
    }
    return read | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_BREAKS, "\n")


@cache
def _folding_table() -> dict[int, str]:
    return str.maketrans(_folding())
