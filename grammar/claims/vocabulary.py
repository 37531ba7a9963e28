"""The words of the prose, which cut a sentence into tokens of claims.lark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..formats.format import Formats
from ..numerals import number
from ..regex import Regex
from ..text.folding import fold
from ..text.maps import Span
from ..toml import read_toml

WORDS = Path(__file__).with_name("claims.toml")
# Roles that always refer to requests.
OUTCOME = Regex(
    r"carried_(?:in|out)|granted(?:\+partial)?|partial|denied.*|unavailable.*|refused.*|other_(?!result).*"
)
WEAK = ("申请", "申请件", "申请事项", "复议", "诉讼")  # so vague that they may mean something else
_WORDS = Regex(r"\w")
_MARKS = frozenset(("COMMA", "COLON", "PAUSE", "OPEN", "CLOSE"))
# Figures, dates and marks begin with one of these, or with a word that stands before a figure.
_SHAPES_BEGIN = (
    *"0123456789零〇一二两三四五六七八九十百千万亿①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    *" ,:、()《〔[第上下近过去结转顺延正仍还尚在截自翻",
)
# Terminals of claims.lark whose patterns are looked for as they are.
WHOLE_SHAPES = (
    "ITEM",
    "CARRIED",
    "DATE",
    "SKIPPED",
    "CARRIED_IN",
    "CARRIED_OUT",
    "POINTS",
    "PERCENT",
    "TIMES",
    "YEAR",
)
UNITS = ("money", "time", "cases", "other")  # 万元 goes before 元, 个工作日 before 个


class WordToken(Struct):
    """A token of a sentence for the parser."""

    type: str  # a terminal of claims.lark
    start_pos: int
    end_pos: int
    text: str
    id: str = ""  # of the meaning of a word


class _Words:
    """Words to find in a text; the longest word at each place wins."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(filter(None, words))
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        # The lengths of the words that begin with a character, longest first.
        self._lengths = {sign: sorted(found, reverse=True) for sign, found in lengths.items()}

    @property
    def first_signs(self) -> Iterable[str]:
        """The first characters of the words."""
        return self._lengths.keys()

    def at(self, text: str, start: int) -> Span | None:
        """Return the span of the word at an offset, or None."""
        for length in self._lengths.get(text[start], ()):
            word = text[start : start + length]
            if word in self._words:
                return Span(start, start + len(word))
        return None

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the spans of the words in a text from left to right."""
        end = 0
        for at, sign in enumerate(text):
            if at >= end and sign in self._lengths and (word := self.at(text, at)):
                yield word
                end = word.end


def _shortest(words: Sequence[str]) -> list[str]:
    """Return the words that contain none of the others, shortest first.

    A text that has any of the words has one of these.
    """
    shortest: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in shortest):
            shortest.append(word)
    return shortest


class Lexicon:
    """The words of the prose and of the formats."""

    def __init__(self, formats: Formats, shapes: Mapping[str, str]) -> None:
        data = read_toml(WORDS)
        self.words: dict[str, tuple[str, str]] = {}
        for kind, words in data["words"].items():
            self._add(kind, {word: word for word in words})
        for word, (kind, id) in _labels(formats):
            self._add(kind, {word: id})
        for kind, section in (("TOPIC", "topics"), ("ROLE", "roles"), ("WHO", "who")):
            for id, words in data[section].items():
                self._add(kind, dict.fromkeys(words, id))
        figures = data["figures"]
        self.units = {unit: kind for kind in UNITS for unit in figures[kind]}
        topics = [word for word, (kind, _) in self.words.items() if kind == "TOPIC"]
        telling = [
            word
            for word, (kind, id) in self.words.items()
            if kind == "TOPIC" or (kind == "ROLE" and OUTCOME.fullmatch(id))
        ]
        self._telling, self._topics = _shortest(telling), _shortest(topics)
        self._speaking = _Words(word for word in self.words if any(topic in word for topic in self._topics))
        self._known = _Words(self.words)
        carried = "|".join(shapes[name] for name in ("CARRIED_IN", "CARRIED_OUT", "CARRIED"))
        self._carried = Regex(carried, needs=("转", "遗留", "未办结", "顺延", "延续", "办理", "处理", "答复"))
        self._counts, self._shape = map(Regex, self._patterns(figures, shapes))
        self._shapes_begin = frozenset((*_SHAPES_BEGIN, *(word[0] for word in figures["BEFORE"])))
        self._begins = self._shapes_begin.union(self._known.first_signs)

    def _patterns(self, figures: Mapping[str, Iterable[str]], shapes: Mapping[str, str]) -> tuple[str, ...]:
        """Return two patterns: one for anything that may count, one for tokens that are not words."""
        before, after, unit = (any_of(words) for words in (figures["BEFORE"], figures["AFTER"], self.units))
        numeral = (
            f"(?<![第每统唯同任单专某另进数几上]){shapes['NUMERAL']}(?=(?:{after})?(?:{unit})(?![性一事]))"
        )
        no_share = r"(?![0-9]*(?:\.[0-9]+)? ?(?:[%‰]|个百分点|倍))"
        quantity = (
            f"(?P<BEFORE>{before})? {{0,9}}"
            f"(?:(?P<DIGITS>{shapes['DIGITS']}){no_share}|(?P<NUMERAL>{numeral}))"
            f" {{0,9}}(?P<AFTER>{after})?"
            f" {{0,9}}(?:(?P<UNIT>{unit})(?P<AGAIN>{after})?)?"
        )
        uncounted = any_of(word for word, (kind, _) in self.words.items() if kind in ("ZERO", "ALL", "RATE"))
        counts = f"[0-9](?![0-9]{{0,12}} ?[年月日])|{numeral}|{uncounted}"
        token = "|".join(
            (
                r"(?P<SKIPPED_YEAR>(?:截[至止]|自)?"
                r"(?:20[0-9]{2} ?年 ?1 ?月 ?1 ?日(?:起)?[至到-]?)?"
                r"(?:20[0-9]{2} ?年 ?)?12 ?月 ?31 ?日)",
                *(f"(?P<{name}>{shapes[name]})" for name in WHOLE_SHAPES),
                quantity,
                r"(?P<COMMA>,)|(?P<COLON>:)|(?P<PAUSE>、)|(?P<OPEN>\()|(?P<CLOSE>\))",
            )
        )
        return counts, token

    def _add(self, kind: str, words: Mapping[str, str]) -> None:
        for word, id in words.items():
            self.words[fold(word)] = kind, id

    def counts(self, text: str, topic: str) -> bool:
        """Tell whether a sentence may have a claim.

        It needs a figure, or words such as “none” and “all”, and a topic, which may come
        from the sentence before.
        """
        return self._counts.search(text) is not None and (bool(topic) or self._tells(text))

    def _tells(self, text: str) -> bool:
        """Tell whether a sentence names a topic or a role of requests."""
        for word in self._telling:
            if word in text:
                return True
        return self._carried.search(text) is not None

    def topics(self, text: str) -> list[str]:
        """Return the topics of a sentence in order, with an empty string for each vague word."""
        if not any(word in text for word in self._topics):
            return []
        found = (text[start:end] for start, end in self._speaking.spans(text))
        return [
            self.words[word][1] if word not in WEAK else ""
            for word in found
            if self.words[word][0] == "TOPIC"
        ]

    def tokens(self, text: str) -> list[WordToken]:
        """Cut a sentence into tokens."""
        tokens: list[WordToken] = []
        end = 0
        for match in self._pieces(text):
            if isinstance(match, Span):
                self._other(tokens, text, end, match.start)
                end = match.end
                kind, id = self.words[text[match.start : end]]
                tokens.append(WordToken(kind, match.start, end, text[match.start : end], id))
                continue
            self._other(tokens, text, end, match.start())
            end = match.end()
            kind = match.lastgroup or ""
            if match["DIGITS"] or match["NUMERAL"]:
                if match["NUMERAL"] and number(_counted(match["NUMERAL"])) is None:
                    tokens.append(WordToken("OTHER", match.start(), end, match[0]))
                    continue
                parts = [
                    name for name in ("BEFORE", "DIGITS", "NUMERAL", "AFTER", "UNIT", "AGAIN") if match[name]
                ]
                tokens += [
                    WordToken(name.replace("AGAIN", "AFTER"), match.start(name), match.end(name), match[name])
                    for name in parts
                ]
            else:
                tokens.append(
                    WordToken(
                        "ITEM" if kind == "SKIPPED_YEAR" else kind, match.start(), end, match[0], kind.lower()
                    )
                )
        self._other(tokens, text, end, len(text))
        return _paired(_without_colons(tokens))

    def _pieces(self, text: str) -> Iterator[Span | re.Match[str]]:
        """Yield the words, figures, dates and marks of a sentence in order.

        A figure or date wins over a word at the same place, and a word wins over a mark.
        """
        end = 0
        for at, sign in enumerate(text):
            if at < end or sign not in self._begins:
                continue
            shape = self._shape.match(text, at) if sign in self._shapes_begin else None
            word = self._known.at(text, at) if not shape or shape.lastgroup in _MARKS else None
            if word:
                yield word
                end = word.end
            elif shape:
                yield shape
                end = shape.end()

    @staticmethod
    def _other(tokens: list[WordToken], text: str, start: int, end: int) -> None:
        if start < end and _WORDS.search(text, start, end):
            tokens.append(WordToken("OTHER", start, end, text[start:end].strip()))


def _counted(numeral: str) -> str:
    """Return a numeral with 一 before a leading 百, 千 or 万, as 百余件 means 一百余件."""
    return "一" + numeral if numeral[0] in "百千万" else numeral


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of some words.

    Words with the same beginning share it in the pattern, so that each place needs a few tries, not hundreds.
    """
    # In the order of the words, so that the pattern is the same in each run.
    by_first: dict[str, dict[str, None]] = {}
    ends = False
    for word in words:
        if word:
            by_first.setdefault(word[0], {})[word[1:]] = None
        else:
            ends = True
    alone = "".join(re.escape(first) for first, rests in by_first.items() if not any(rests))
    branches = [re.escape(first) + any_of(rests) for first, rests in by_first.items() if any(rests)]
    if alone:
        branches.append(f"[{alone}]" if len(alone) > 1 else alone)
    if not branches:
        return ""
    return (
        branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)}){'?' if ends else ''}"
    )


def _labels(formats: Formats) -> Iterable[tuple[str, tuple[str, str]]]:
    """Yield the labels of the formats and the prose names of rows, each with its kind and id."""
    for format in formats:
        for table in format.tables.values():
            for block in table.blocks:
                labels = [(span.label, "ROLE", span.id) for span in block.spans]
                if table.id == "requests":
                    labels += [(row.label, "ROLE", row.id) for row in block.rows if row.span]
                elif table.id != "remedies":
                    labels += [(row.label, "TOPIC", row.topic) for row in block.rows]
                yield from ((_bare(label), (kind, id)) for label, kind, id in labels if len(_bare(label)) > 2)
                for row in block.rows:
                    meaning = ("ROLE", row.id) if table.id == "requests" else ("TOPIC", row.topic)
                    yield from ((word, meaning) for word in row.prose)
                for column in block.columns:
                    result = column.id.partition("_")[2]
                    if len(column.label) > 2 and table.id == "requests":
                        yield column.label, ("WHO", column.id)
                    if len(column.label) > 2 and table.id == "remedies" and result:
                        yield column.label, ("ROLE", f"{result}_result")


def _bare(label: str) -> str:
    """Return a label without its number and its brackets."""
    return re.sub(
        r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+\.)|[（(].*", "", label
    )


def _without_colons(tokens: list[WordToken]) -> list[WordToken]:
    """Turn colons into commas, and drop those between a subject and its figure."""
    kept: list[WordToken] = []
    for token, following in zip(tokens, [*tokens, None][1:], strict=True):
        if token.type != "COLON":
            kept.append(token)
        elif following is not None and following.type not in ("DIGITS", "NUMERAL", "BEFORE", "ZERO"):
            token.type = "COMMA"
            kept.append(token)
    return kept


def _paired(tokens: list[WordToken]) -> list[WordToken]:
    """Turn brackets without a partner into unknown words."""
    open: list[WordToken] = []
    for token in tokens:
        if token.type == "OPEN":
            open.append(token)
        elif token.type == "CLOSE":
            if open:
                open.pop()
            else:
                token.type = "OTHER"
    for token in open:
        token.type = "OTHER"
    return tokens
