"""The directions of imports, and how large a folder may be.

Every import counts, also in a function or under `if TYPE_CHECKING`. A room is a folder directly in grammar/,
linter/ or lsp/ with all that is in it, or a module that stands directly in one of them.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from .conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PACKAGES = ("grammar", "linter", "lsp")  # each imports only those before it
LARGEST = 12  # modules in a folder, without __init__.py
FAMILIES = ROOT / "linter" / "rules"  # a folder in here has as many modules as the family has rules

# Each room of the grammar imports only those before it and helpers, which are all other modules in grammar/.
GRAMMAR = (
    {"text"},
    {"formats"},
    {"model"},
    {"document", "facts", "claims"},
    {"tables"},
    {"parse"},
    {""},  # grammar/__init__.py
)


class Import(NamedTuple):
    """One module that imports another. Both are named from the root folder, such as `linter.cli.check`."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


# ── The modules and what they import ──────────────────────────────────────────


def modules() -> dict[str, Path]:
    """The file of every module. A package has the name of its folder."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "_root" not in parts:  # the package `nianbao` itself, which is above all
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_in(code: str, module: str, is_package: bool, known: Collection[str]) -> Iterator[Import]:
    """The imports of ours in the code of a module. `known`: the names of all modules."""
    here = ["nianbao", *module.split(".")]
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            dropped = node.level - is_package
            base = here[: len(here) - dropped] if node.level else []
            base += node.module.split(".") if node.module else []
            targets = [".".join([*base, alias.name]) for alias in node.names]
        else:
            continue
        for target in targets:
            top, _, name = target.partition(".")
            while name and name not in known:  # a name that a module defines
                name = name.rpartition(".")[0]
            if top == "nianbao" and name:
                yield Import(module, name, node.lineno)


def all_imports() -> list[Import]:
    found = (
        imports_in(path.read_text("utf-8"), module, path.name == "__init__.py", MODULES.keys())
        for module, path in MODULES.items()
    )
    return list(dict.fromkeys(one for ones in found for one in ones))


IMPORTS = all_imports()


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def circles(edges: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The groups of nodes that lead to each other (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(node: str) -> None:
        order[node] = lowest[node] = len(order)
        stack.append(node)
        for other in sorted(edges.get(node, ())):
            if other not in order:
                visit(other)
            if other in stack:
                lowest[node] = min(lowest[node], lowest[other])
        if lowest[node] == order[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in sorted(edges):
        if node not in order:
            visit(node)
    return found


def room_circles() -> list[list[str]]:
    edges: dict[str, set[str]] = {}
    for one in IMPORTS:
        if room(one.importer) != room(one.imported):
            edges.setdefault(room(one.importer), set()).add(room(one.imported))
    return circles(edges)


def passages(group: Collection[str]) -> list[str]:
    """The imports between the rooms of a circle. Where there are many, one; the fewest first."""
    found: dict[tuple[str, str], list[Import]] = {}
    for one in IMPORTS:
        pair = room(one.importer), room(one.imported)
        if pair[0] != pair[1] and {*pair} <= {*group}:
            found.setdefault(pair, []).append(one)
    return [f"{ones[0]} (1 of {len(ones)})" for ones in sorted(found.values(), key=len)]


# ── Directions ────────────────────────────────────────────────────────────────


def test_packages_import_one_way() -> None:
    """lsp → linter → grammar."""
    rank = {package: number for number, package in enumerate(PACKAGES)}
    upwards = [
        str(one)
        for one in IMPORTS
        if rank[one.importer.partition(".")[0]] < rank[one.imported.partition(".")[0]]
    ]
    assert not upwards, "\n".join(upwards)


def test_nothing_below_knows_the_command() -> None:
    """The server does not either: both stand on the linter. `nianbao lsp` finds its module by a name."""
    known = [
        str(one)
        for one in IMPORTS
        if room(one.imported) == "linter.cli" and room(one.importer) != "linter.cli"
    ]
    assert not known, "\n".join(known)


def test_rooms_of_the_grammar_import_one_way() -> None:
    rank = {name: number for number, layer in enumerate(GRAMMAR, 1) for name in layer}

    def layer(module: str) -> int:
        return rank.get(room(module).partition(".")[2], 0)  # 0: a helper

    folders = {path.parent.name for path in (ROOT / "grammar").glob("*/__init__.py")}
    assert folders <= rank.keys(), "a new room has a place in GRAMMAR"
    assert rank.keys() - folders <= {"", "model", "parse"}
    upwards = [
        str(one)
        for one in IMPORTS
        if one.importer.partition(".")[0] == one.imported.partition(".")[0] == "grammar"
        if room(one.importer) != room(one.imported)
        if layer(one.importer) < layer(one.imported) or layer(one.importer) == layer(one.imported) > 0
    ]
    assert not upwards, "\n".join(upwards)


def test_no_circle_between_modules() -> None:
    edges: dict[str, set[str]] = {}
    for one in IMPORTS:
        edges.setdefault(one.importer, set()).add(one.imported)
    assert circles(edges) == []


def test_no_circle_between_rooms() -> None:
    found = [line for group in room_circles() for line in passages(group)]
    assert not found, "\n".join(found)


# ── Folders ───────────────────────────────────────────────────────────────────


def test_no_folder_is_too_large() -> None:
    sizes = Counter(
        path.parent.relative_to(ROOT).as_posix()
        for path in MODULES.values()
        if path.name != "__init__.py" and FAMILIES not in path.parents
    )
    assert {folder: size for folder, size in sizes.items() if size > LARGEST} == {}


def test_every_package_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = {f"nianbao.{module}" for module, path in MODULES.items() if path.name == "__init__.py"}
    assert set(project["tool"]["setuptools"]["packages"]) == {"nianbao", *found}


# ── The test itself ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "imported"),
    [
        ("from ..linter import check", "linter"),
        ("from ..linter.engine import check", "linter.engine"),
        ("from ..linter import engine", "linter.engine"),
        ("from . import engine", "lsp"),
        ("from .server import Server", "lsp.server"),
        ("import nianbao.linter.engine", "linter.engine"),
        ("from nianbao.linter.engine import check", "linter.engine"),
        ("def f():\n    from .server import Server", "lsp.server"),
        ("if TYPE_CHECKING:\n    from .server import Server", "lsp.server"),
        ("from .. import __version__", None),
        ("import linter.engine", None),
    ],
)
def test_every_import_is_seen(code: str, imported: str | None) -> None:
    known = {"linter", "linter.engine", "lsp", "lsp.server", "lsp.session"}
    assert [one.imported for one in imports_in(code, "lsp.session", False, known)] == (
        [imported] if imported else []
    )


def test_a_package_imports_from_itself() -> None:
    known = {"lsp", "lsp.features", "lsp.features.hover", "lsp.session"}
    code = "from .hover import hover\nfrom ..session import Session"
    found = [one.imported for one in imports_in(code, "lsp.features", True, known)]
    assert found == ["lsp.features.hover", "lsp.session"]


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": {"e"}}) == [["a", "b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}}) == []
