"""Every regular expression that the code compiles, and texts made from each that are hard for it.

`python -m tests.security.patterns` prints the expressions as JSON. It must see them being compiled, so it
runs before anything of nianbao is imported.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import pkgutil
import random
import re
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

if sys.version_info >= (3, 11):
    from re import _compiler as compiler  # type: ignore[attr-defined]
    from re import _constants as c  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_compile as compiler
    import sre_constants as c
    import sre_parse as parser

OURS = tuple(str(Path(__file__).parents[2] / folder) for folder in ("grammar", "linter", "lsp", ".types"))
UNBOUNDED = 50  # repetitions from which on a text can be made that is worth the trouble


class Pattern(NamedTuple):
    """A regular expression: its source, its flags, and the place in the code that compiled it."""

    source: str
    flags: int
    place: str


# ── Finding them ──────────────────────────────────────────────────────────


def record() -> dict[tuple[str, int], str]:
    """From now on, keep what our code compiles."""
    found: dict[tuple[str, int], str] = {}
    compile = compiler.compile

    def noted(pattern: Any, flags: int = 0) -> Any:
        place = _ours(sys._getframe(1))
        if place:
            source = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
            found.setdefault(
                (source, int(flags) if not isinstance(pattern, bytes) else int(flags) | int(re.ASCII)), place
            )
        return compile(pattern, flags)

    compiler.compile = noted  # type: ignore[assignment]
    return found


def _ours(frame: Any) -> str:
    """The place of our code that asked for a pattern, itself or through Lark; empty for those of others."""
    between = ("/re.py", "/functools.py", "/grammar/regex.py", "/security/patterns.py")
    while frame is not None and (
        "/re/" in frame.f_code.co_filename or frame.f_code.co_filename.endswith(between)
    ):
        frame = frame.f_back
    name = frame.f_code.co_filename if frame else ""
    return f"{'/'.join(Path(name).parts[-2:])}:{frame.f_lineno}" if name.startswith(OURS) else ""


def compile_at_once() -> None:
    """From now on, what is compiled when it is first used is compiled where it is made."""
    path = Path(__file__).parents[2] / "grammar" / "regex.py"
    specification = importlib.util.spec_from_file_location("nianbao.grammar.regex", path)
    assert specification and specification.loader
    module: Any = importlib.util.module_from_spec(specification)
    sys.modules[module.__name__] = module  # before any module of the package imports it
    specification.loader.exec_module(module)
    made = module.Regex.__init__

    def make(self: Any, *arguments: Any, **options: Any) -> None:
        made(self, *arguments, **options)
        assert self.compiled

    module.Regex.__init__ = make


def exercise() -> None:
    """Import every module, and do once what the tool does: some patterns are made when first needed."""
    compile_at_once()

    import nianbao.grammar
    import nianbao.linter
    import nianbao.lsp

    for package in (nianbao.grammar, nianbao.linter, nianbao.lsp):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "._root" not in module.name:
                importlib.import_module(module.name)

    from nianbao.linter import Config, check, outputs
    from nianbao.linter.engine import examine
    from nianbao.linter.outputs.shared.outcome import Outcome
    from nianbao.linter.pages import page_of
    from nianbao.linter.readers import from_bytes
    from nianbao.linter.registry import all_rules

    from tests.fuzz.reading import TARGETS
    from tests.generator import clean

    for name in TARGETS:
        for data in TARGETS[name].seeds():
            TARGETS[name].run(data)
    for rule in all_rules():
        page_of(rule)
    for number in range(20):
        source = from_bytes(clean(random.Random(number)).encode(), "a.md")
        check(source, Config(lang="en"))
        for format in outputs.FORMATS:
            writer = outputs.writer(format, outputs.Options(root="/reports", passed=True))
            writer.add(writer.prepare(examine(source)))
            writer.end(Outcome())


def main() -> None:
    found = record()
    exercise()
    print(json.dumps([Pattern(source, flags, place) for (source, flags), place in found.items()]))


# ── How they are used ─────────────────────────────────────────────────────

WAYS = frozenset({"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "scanner"})


@cache
def _trees() -> dict[str, ast.Module]:
    """The code of every module, by the last two parts of its path."""
    root = Path(__file__).parents[2]
    paths = [path for folder in ("grammar", "linter", "lsp") for path in (root / folder).rglob("*.py")]
    return {"/".join(path.parts[-2:]): ast.parse(path.read_text("utf-8")) for path in paths}


@cache
def _used() -> dict[str, frozenset[str]]:
    """The methods of patterns by which each name is called, in any module.

    For a name that begins with _, only its own module counts, whose path precedes it.
    """
    used: dict[str, set[str]] = {}
    for file, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in WAYS:
                name = (
                    node.value.attr
                    if isinstance(node.value, ast.Attribute)
                    else node.value.id
                    if isinstance(node.value, ast.Name)
                    else ""
                )
                used.setdefault(f"{file} {name}" if name.startswith("_") else name, set()).add(node.attr)
    return {name: frozenset(ways) for name, ways in used.items()}


def ways(pattern: Pattern) -> frozenset[str]:
    """The methods by which a pattern is used, as far as it has a name; otherwise a search for all matches."""
    file, _, line = pattern.place.partition(":")
    for node in ast.walk(_trees()[file]) if file in _trees() else ():
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno <= int(line) <= (
            node.end_lineno or 0
        ):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = (
                target.id
                if isinstance(target, ast.Name)
                else target.attr
                if isinstance(target, ast.Attribute)
                else ""
            )
            if name and isinstance(node.value, ast.Call):
                name = f"{file} {name}" if name.startswith("_") else name
                return _used().get(name, frozenset({"finditer"}))
    return frozenset({"finditer"})


# ── Texts that are hard ───────────────────────────────────────────────────


def pumped(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """Prefix, repeated part and end of texts that make a pattern go back as far as it can.

    The part is what some repetition in the pattern repeats.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = parser.parse(pattern.source, pattern.flags)
    seen = set()
    for before, body in _repeats(tree, ""):
        parts = {part for part in _samples(body, 4) if part}
        for part, prefix, end in product(parts, {before, ""}, ("", "\x01", "\n\x01")):
            if (prefix, part, end) not in seen:
                seen.add((prefix, part, end))
                yield prefix, part, end


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """The bodies of all repetitions without a small bound, with a text that leads there."""
    for op, argument in tree:
        if op in _REPEATS:
            if argument[1] >= UNBOUNDED:
                yield before, argument[2]
            yield from _repeats(argument[2], before)
        else:
            for inner in _inner(op, argument):
                yield from _repeats(inner, before)
        before = (before + next(iter(_samples([(op, argument)], 1)), ""))[-200:]


_REPEATS = {c.MAX_REPEAT, c.MIN_REPEAT, getattr(c, "POSSESSIVE_REPEAT", None)}


def _inner(op: Any, argument: Any) -> list[Any]:
    if op is c.SUBPATTERN:
        return [argument[-1]]
    if op is c.BRANCH:
        return list(argument[1])
    if op in (c.ASSERT, c.ASSERT_NOT):
        return [argument[1]]
    if op is getattr(c, "ATOMIC_GROUP", None):
        return [argument]
    return []


def _samples(tree: Any, most: int) -> list[str]:
    """Some texts that a part of a pattern matches, or nearly so: look-arounds are taken for nothing."""
    texts = [""]
    for op, argument in tree:
        texts = [before + one for before, one in product(texts, _one(op, argument, most) or [""])][: most * 2]
    return list(dict.fromkeys(texts))[:most]


def _one(op: Any, argument: Any, most: int) -> list[str]:
    if op is c.LITERAL:
        return [chr(argument)]
    if op is c.NOT_LITERAL:
        return [next(one for one in "a b" if ord(one) != argument)]
    if op is c.ANY:
        return ["a", " "]
    if op is c.IN:
        return _of_class(argument, most)
    if op in _REPEATS:
        inner = _samples(argument[2], most)
        return [one * max(argument[0], 1) for one in inner] if argument[0] < 300 else [""]
    if op is c.BRANCH:
        return [one for branch in argument[1] for one in _samples(branch, 1)][: most * 2]
    if op is c.SUBPATTERN:
        return _samples(argument[-1], most)
    if op is getattr(c, "ATOMIC_GROUP", None):
        return _samples(argument, most)
    return [""]


_CATEGORIES = {"DIGIT": "1", "SPACE": " ", "WORD": "a", "NOT_DIGIT": "a", "NOT_SPACE": "a", "NOT_WORD": ","}


def _of_class(items: Any, most: int) -> list[str]:
    found = []
    for op, argument in items:
        if op is c.NEGATE:
            return [one for one in " a1,一|" if not _held(one, items)][:most]
        if op is c.LITERAL:
            found.append(chr(argument))
        elif op is c.RANGE:
            found.append(chr(argument[0]))
        elif op is c.CATEGORY:
            found.append(_CATEGORIES[str(argument).removeprefix("CATEGORY_").removeprefix("UNI_")])
    wanted = [one for one in found if one in " \n\t1a"]
    return list(dict.fromkeys([*wanted, *found]))[:most]


def _held(character: str, items: Any) -> bool:
    """Whether a class that is negated leaves a character out."""
    for op, argument in items:
        if (op is c.LITERAL and ord(character) == argument) or (
            op is c.RANGE and argument[0] <= ord(character) <= argument[1]
        ):
            return True
        if op is c.CATEGORY and re.match(
            {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}.get(
                str(argument).removeprefix("CATEGORY_"), r"(?!)"
            ),
            character,
        ):
            return True
    return False


if __name__ == "__main__":
    main()
