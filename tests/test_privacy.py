"""No test reaches for a private name of the package: what is tested is what others may use."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

TESTS = sorted(
    path
    for path in (ROOT / "tests").rglob("*.py")
    if not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts)
)
CODE = sorted(path for folder in ("grammar", "linter", "lsp") for path in (ROOT / folder).rglob("*.py"))


NAMED_TUPLES = {"_asdict", "_fields", "_make", "_replace"}  # public all the same


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


@cache
def private_names() -> frozenset[str]:
    """The names with an underscore that the package defines, in modules, classes and instances."""
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.attr)
    return frozenset(filter(is_private, found)) - NAMED_TUPLES


def reached_for(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The private names of the package that a module of tests imports, asks an object for, or replaces."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    of_tests = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tests"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "nianbao":
            yield from (
                (node.lineno, name)
                for name in (*node.module.split("."), *(alias.name for alias in node.names))
                if is_private(name)
            )
        elif isinstance(node, ast.Import):
            yield from (
                (node.lineno, alias.name)
                for alias in node.names
                if alias.name.startswith("nianbao.") and any(map(is_private, alias.name.split(".")))
            )
        elif isinstance(node, ast.Attribute) and node.attr in private_names() - own:
            if not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls", *of_tests}):
                yield node.lineno, node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("setattr", "getattr")):
            for argument in node.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    name = argument.value.rpartition(".")[2]
                    if is_private(name) and name in private_names():
                        yield node.lineno, name


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT / "tests")))
def test_no_private_name_of_the_package_is_used(path: Path) -> None:
    assert list(reached_for(ast.parse(path.read_text("utf-8")))) == []


def test_private_names_are_seen() -> None:
    name = next(iter(sorted(private_names())))
    for code in (
        f"from nianbao.linter import {name}",
        "from nianbao._hidden import x",
        "import nianbao._hidden",
        f"module.{name}",
        f"patch.setattr(module, '{name}', 1)",
        f"patch.setattr('nianbao.linter.{name}', 1)",
    ):
        assert list(reached_for(ast.parse(code))), code
    for code in (f"from tests.linter import {name}", f"self.{name}", "pair._replace(x=1)", "a.__class__"):
        assert not list(reached_for(ast.parse(code))), code
