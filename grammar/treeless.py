"""Parsers from our grammars. Lark works out their tables, once for an installation; reading a text is to follow these.

There is no tree: what a rule has matched goes to a builder at once. So no start waits for Lark, which it would for longer than for anything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from .kept import Kept

_END = "$END"  # Lark's name for the end of the text


class Terminal(Protocol):
    """A token, as far as it matters here."""

    type: str


class _Rule(NamedTuple):
    """A rule of a grammar, as Lark spells it out. `repeated`: which of its parts is a repetition, whose values come in its place; −1 for none."""

    name: str
    size: int
    repeated: int
    repeats: bool  # it is one itself


class _Tables(NamedTuple):
    """What Lark makes of a grammar, in plain values.

    `shapes`: the patterns of its terminals; `starts`: first and last state for each start rule; `states`: for each state what to do at a terminal, and behind
    a rule: go on to a state, or for ~n put a rule together.
    """

    shapes: dict[str, str]
    rules: list[tuple[str, int, int, bool]]
    starts: dict[str, tuple[int, int]]
    states: list[dict[str, int]]


class Parser:
    """The parser for a grammar file. `builder` has a method for each rule, which gets the list of what its parts came to.

    `terminals`: their names; `shapes`: the patterns that some have. Raises `lark.GrammarError` if the grammar has a conflict.
    """

    def __init__(self, grammar: Path, builder: object, *starts: str) -> None:
        tables = _tables(grammar, starts)
        self.shapes, self._starts, self._states = tables.shapes, tables.starts, tables.states
        rules = [_Rule(*rule) for rule in tables.rules]
        self.terminals = frozenset(name for state in self._states for name in state if name.isupper()) - {_END}
        self._rules = [(rule.name, rule.size, rule.repeated, None if rule.repeats else getattr(builder, rule.name, None)) for rule in rules]

    def parse(self, tokens: Iterable[Terminal], start: str) -> Any:
        """What the builder makes of the tokens. Raises KeyError where the grammar does not allow one: ours allow all that their lexers make."""
        states, rules = self._states, self._rules
        state, end = self._starts[start]
        path, values = [state], list[Any]()

        def put_together(number: int) -> int:
            """Put the last values together by a rule; the state behind it."""
            name, size, repeated, build = rules[number]
            parts = values[-size:] if size else []
            if size:
                del values[-size:], path[-size:]
            if repeated >= 0:
                run = parts[repeated]
                if repeated:
                    run[:0] = parts[:repeated]
                run += parts[repeated + 1 :]
                parts = run
            values.append(build(parts) if build else parts)
            state = states[path[-1]][name]
            path.append(state)
            return state

        for token in tokens:
            type = token.type
            action = states[state][type]
            while action < 0:
                action = states[put_together(~action)][type]
            path.append(action)
            values.append(token)
            state = action
        while state != end:
            state = put_together(~states[state][_END])
        return values[-1]


def _tables(grammar: Path, starts: tuple[str, ...]) -> _Tables:
    text = grammar.read_text("utf-8")
    tables: Any = Kept(grammar.name, __file__, text, starts).once(lambda: tuple(_worked_out(text, starts)))
    return _Tables(*tables)


def _worked_out(text: str, starts: tuple[str, ...]) -> _Tables:
    """The tables as Lark works them out: those from which it makes parsers that stand alone."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import Lexer, TerminalDef

    class NoLexer(Lexer):
        """Lark wants one. Nothing is read here."""

        def __init__(self, _conf: object) -> None: ...

        def lex(self, _lexer_state: object, _parser_state: object) -> Any:
            return iter(())

    lark = Lark(text, parser="lalr", lexer=NoLexer, start=list(starts), strict=True, maybe_placeholders=False)
    data, known = lark.memo_serialize([TerminalDef, Rule])
    made = data["parser"]["parser"]
    names = made["tokens"]
    rules = {number: rule for number, rule in known.items() if rule["__type__"] == "Rule"}
    numbers = {number: place for place, number in enumerate(rules)}
    states = made["states"]
    assert sorted(states) == list(range(len(states)))
    return _Tables(
        {terminal.name: terminal.pattern.to_regexp() for terminal in lark.terminals},
        [_rule(rule["origin"]["name"], [part["name"] for part in rule["expansion"]]) for rule in rules.values()],
        {start: (made["start_states"][start], made["end_states"][start]) for start in starts},
        [{names[name]: ~numbers[does["@"]] if reduces else does for name, (reduces, does) in states[state].items()} for state in range(len(states))],
    )


def _rule(name: str, parts: list[str]) -> tuple[str, int, int, bool]:
    """Lark spells `x*` out as a rule with a name of its own, that is x, or itself and x."""
    repeated = [place for place, part in enumerate(parts) if part.startswith("__")]
    assert len(repeated) < 2, f"{name} has more than one repetition"
    return name, len(parts), repeated[0] if repeated else -1, name.startswith("__")
