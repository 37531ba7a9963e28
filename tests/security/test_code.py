"""The code evaluates no text, starts no shell, uses no network, and runs programs only for a purpose."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

import pytest

from tests.conftest import ROOT

FILES = sorted(path for folder in ("grammar", "linter", "lsp") for path in (ROOT / folder).rglob("*.py"))
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}
FORBIDDEN_MODULES = {
    "pickle", "marshal", "shelve", "ctypes", "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib",
    "telnetlib", "xmlrpc", "webbrowser", "requests",
    "httpx", "aiohttp", "urllib3", "pty", "codeop", "xml.etree", "xml.dom", "xml.sax.expatreader", "yaml",
}  # fmt: skip
# The only places that start programs, run code that a user names, or listen on a socket.
ALLOWED: dict[str, Set[str]] = {
    "linter/readers/office.py": {"subprocess", "Popen"},
    "linter/settings/extensions.py": {"importlib", "exec_module"},
    "linter/annotate/__init__.py": {"importlib"},
    "linter/cli/__init__.py": {"importlib"},
    "linter/cli/check.py": {"webbrowser"},  # where the user asks to see the page, with --open
    "linter/cli/completion.py": {"importlib"},
    "linter/cli/doctor.py": {"importlib"},
    "linter/cli/extract.py": {"importlib"},
    "linter/cli/new.py": {"importlib"},
    "linter/extract/__init__.py": {"importlib"},
    "linter/outputs/__init__.py": {"importlib"},
    "linter/readers/__init__.py": {"importlib"},
    "linter/registry.py": {"importlib"},
    "linter/cli/running/processes.py": {"multiprocessing", "concurrent"},
    "lsp/transport.py": {"start_server"},
}
WATCHED = {
    "subprocess",
    "importlib",
    "multiprocessing",
    "concurrent",
    "exec_module",
    "start_server",
    "system",
    "popen",
    "Popen",
    "create_subprocess_exec",
    "open_connection",
}


def names_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every module that is imported, and every name that is called, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call):
            yield (
                node.lineno,
                node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""),
            )


def faults_in(name: str, code: str) -> list[str]:
    """The calls and imports of a module that are forbidden."""
    tree, allowed = ast.parse(code), ALLOWED.get(name, frozenset())
    faults = []
    for line, used in names_in(tree):
        first = used.partition(".")[0]
        watched = first in WATCHED or any(f"{used}.".startswith(f"{module}.") for module in FORBIDDEN_MODULES)
        if watched and first not in allowed:
            faults.append(f"{name}:{line}: {used}")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                faults.append(f"{name}:{node.lineno}: {node.func.id}")
            faults += [f"{name}:{node.lineno}: shell=" for keyword in node.keywords if keyword.arg == "shell"]
    return faults


def test_nothing_is_evaluated_started_or_fetched() -> None:
    found = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in FILES}
    assert len(found) > 200
    assert [fault for name, code in found.items() for fault in faults_in(name, code)] == []


def test_what_is_allowed_is_needed() -> None:
    """A place that no longer starts anything is no longer allowed to."""
    for name, allowed in ALLOWED.items():
        used = {one.partition(".")[0] for _, one in names_in(ast.parse((ROOT / name).read_text("utf-8")))}
        assert allowed <= used, (name, allowed - used)


@pytest.mark.parametrize(
    "code",
    ["eval(x)", "import pickle", "from urllib.request import urlopen", "import urllib.request as u",
        "subprocess.run(x, shell=True)", "import subprocess",
     "from socket import socket", "os.system(x)", "import importlib", "asyncio.open_connection()",
     "import xml.etree.ElementTree"],
)  # fmt: skip
def test_faults_are_seen(code: str) -> None:
    assert faults_in("linter/engine.py", code)
