"""A team's own rules, loaded only from where its configuration says."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from ...grammar.regex import Regex
from ..messages import Message, Phrase
from ..pages import page_of
from ..registry import Rule, all_rules, rules_in
from ..subjects import SUBJECTS

NO_FOLDER = Message(zh="没有文件夹“{path}”", en="no folder {path!r}")
NO_MODULE = Message(zh="找不到规则模块“{name}”", en="no module {name!r} with rules")
BROKEN = Message(
    zh="规则模块“{name}”第 {line} 行出错：{error}", en="the rules in {name!r} failed on line {line}: {error}"
)
BROKEN_SOMEWHERE = Message(zh="规则模块“{name}”出错：{error}", en="the rules in {name!r} failed: {error}")
NO_RULES = Message(zh="模块“{name}”里没有 @rule 规则", en="{name!r} declares no rule with @rule")
CODE = Message(
    zh="规则“{code}”的代码应为两个以上大写字母加三位数字，不用 NB 开头，如 QH001",
    en="{code!r} must be two or more capital letters other than NB and three digits, such as QH001",
)
NAME = Message(
    zh="规则 {code} 的名称“{name}”应为小写英文，用 - 连接",
    en="the name {name!r} of {code} must be lower-case words joined by -",
)
TAKEN = Message(
    zh="规则 {code}（{name}）的代码或名称已经有别的规则用了",
    en="the code or name of {code} ({name}) belongs to another rule",
)
SUBJECT = Message(
    zh="规则 {code} 的第一个参数应注明类型 {known} 之一，而不是“{subject}”",
    en="the first parameter of {code} must be annotated with one of {known}, not {subject!r}",
)
NO_PAGE = Message(zh="规则 {code} 没有说明文件 {page}，请补上", en="rule {code} has no page {page}; add it")
PAGE = Message(
    zh="规则 {code} 的说明文件 {page} 开头不对：{error}",
    en="the page {page} of {code} does not begin as it must: {error}",
)

_CODE = Regex("(?!NB)[A-Z]{2,}[0-9]{3}")
_NAME = Regex("[a-z]+(?:-[a-z]+)*")


class Unloadable(Exception):
    """A module or folder that cannot be used; `phrases` say why."""

    def __init__(self, *phrases: Phrase) -> None:
        super().__init__("\n".join(phrase.text("en") for phrase in phrases))
        self.phrases = phrases


def load_own_rules(name: str, folder: Path) -> tuple[Rule, ...]:
    """The rules in a file, relative to the folder, or in a module that is installed. Raises `Unloadable`."""
    path = folder / name
    if not name.endswith(".py"):
        return _checked(name, _import(name))
    if not path.is_file():
        raise Unloadable(NO_MODULE(name=name))
    return _loaded(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(64)
def _loaded(path: Path, _changed: int) -> tuple[Rule, ...]:
    module = f"nianbao_own_{path.stem}_{hashlib.sha256(f'{path} {_changed}'.encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(module, path)
    assert spec and spec.loader
    sys.modules[module] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(sys.modules[module])
    except (Exception, SystemExit) as error:
        del sys.modules[module]
        raise Unloadable(_broken(path.name, error)) from error
    return _checked(path.name, rules_in(module))


def _import(name: str) -> list[Rule]:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and (name == error.name or name.startswith(f"{error.name}.")):
            raise Unloadable(NO_MODULE(name=name)) from error
        raise Unloadable(_broken(name, error)) from error
    except (Exception, SystemExit) as error:
        raise Unloadable(_broken(name, error)) from error
    return rules_in(name)


def _broken(name: str, error: BaseException) -> Phrase:
    """The fault that a module raised, with its line."""
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError):
        return BROKEN(name=name, line=error.lineno, error=error.msg)
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).name == Path(name).name
    ]
    return BROKEN(name=name, line=lines[-1], error=what) if lines else BROKEN_SOMEWHERE(name=name, error=what)


def _checked(module: str, rules: list[Rule]) -> tuple[Rule, ...]:
    """The rules of a module, if all of them can be used."""
    faults = [fault for rule in rules for fault in _faults(rule)] if rules else [NO_RULES(name=module)]
    if faults:
        raise Unloadable(*faults)
    return tuple(rules)


def _faults(rule: Rule) -> Iterable[Phrase]:
    if not _CODE.fullmatch(rule.code):
        yield CODE(code=rule.code)
        return
    if any(rule.name == ours.name for ours in all_rules()):
        yield TAKEN(code=rule.code, name=rule.name)
        return
    if not _NAME.fullmatch(rule.name):
        yield NAME(code=rule.code, name=rule.name)
    if rule.subject not in SUBJECTS:
        known, subject = "、".join(one.__name__ for one in SUBJECTS), rule.subject
        yield SUBJECT(code=rule.code, known=known, subject=getattr(subject, "__name__", str(subject)))
    if not rule.page.is_file():
        yield NO_PAGE(code=rule.code, page=rule.page.name)
        return
    try:
        page_of(rule)
    except (ValueError, OSError) as error:
        yield PAGE(code=rule.code, page=rule.page.name, error=error)


def clashes(rules: Iterable[Rule]) -> list[Phrase]:
    """Faults of several modules together: two rules with one code or name."""
    taken: set[str] = set()
    found = []
    for rule in rules:
        if {rule.code, rule.name} & taken:
            found.append(TAKEN(code=rule.code, name=rule.name))
        taken |= {rule.code, rule.name}
    return found
