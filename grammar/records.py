"""Classes of plain values, declared as those of `dataclasses`.

A start declares a hundred of them. `dataclasses` compiles five functions for each, which took a quarter of a start; here all share the same, and what is made
by the hundred for a report has a constructor of its own. That a record is frozen is a matter of type checking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

T = TypeVar("T")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Callable[[T], T]:
        return lambda decorator: decorator


_NOTHING = object()


class _Field(NamedTuple):
    """What is said of a field instead of a default."""

    default_factory: Callable[[], Any] | None
    init: bool


def field(*, default_factory: Callable[[], Any] | None = None, init: bool = True) -> Any:
    """A field whose default is made anew for each record; or, where not `init`, one that `__post_init__` sets and equality does not ask for."""
    return _Field(default_factory, init)


@overload
def record(declared: type[T]) -> type[T]: ...
@overload
def record(*, frozen: bool = True, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(declared: type[T] | None = None, *, frozen: bool = True, eq: bool = True) -> Any:
    """Declare a class as a record: its annotations are its fields. `frozen`: it can be hashed; `eq`: records with equal fields are equal."""

    def declare(declared: type[T]) -> type[T]:
        kind: Any = declared
        said = {name: vars(declared).get(name, _NOTHING) for name in declared.__annotations__}
        own = {name: default for name, default in said.items() if not (isinstance(default, _Field) and not default.init)}
        kind._fields = getattr(declared, "_fields", ()) + tuple(own)
        kind._defaults = getattr(declared, "_defaults", {}) | {name: default for name, default in own.items() if default is not _NOTHING}
        if "__init__" not in vars(declared):
            kind.__init__ = _set_and_finish if hasattr(declared, "__post_init__") else _set
        kind.__repr__ = _repr
        if eq:
            kind.__eq__, kind.__hash__ = _equal, _hash if frozen else None
        return declared

    return declare(declared) if declared else declare


def replace(known: T, **changed: Any) -> T:
    """A record like a known one, but for some fields. Raises TypeError for a field that it does not have."""
    kind: Any = type(known)
    return kind(**{name: getattr(known, name) for name in kind._fields} | changed)  # type: ignore[no-any-return]


def values(record: Any) -> dict[str, Any]:
    """The fields of a record."""
    return {name: getattr(record, name) for name in record._fields}


def _set(self: Any, *values: Any, **named: Any) -> None:
    fields = self._fields
    if len(values) != len(fields) or named:
        values = (*values, *_others(self, fields[len(values) :], named))
    for name, value in zip(fields, values, strict=True):
        setattr(self, name, value)


def _set_and_finish(self: Any, *values: Any, **named: Any) -> None:
    _set(self, *values, **named)
    self.__post_init__()


def _others(record: Any, fields: tuple[str, ...], named: dict[str, Any]) -> Iterator[Any]:
    """The values of fields that were not given by their place."""
    missing = [name for name in fields if name not in named and name not in record._defaults]
    unknown = [name for name in named if name not in fields]
    if missing or unknown:
        raise TypeError(f"{type(record).__name__}: " + " and ".join([*(f"no {name}" for name in missing), *(f"no such field: {name}" for name in unknown)]))
    for name in fields:
        value = named[name] if name in named else record._defaults[name]
        yield value.default_factory() if isinstance(value, _Field) and value.default_factory else value


def _equal(one: Any, other: Any) -> Any:
    if type(one) is not type(other):
        return NotImplemented
    return all(getattr(one, name) == getattr(other, name) for name in one._fields)


def _hash(one: Any) -> int:
    return hash(tuple([getattr(one, name) for name in one._fields]))


def _repr(one: Any) -> str:
    return f"{type(one).__qualname__}({', '.join(f'{name}={getattr(one, name)!r}' for name in one._fields)})"
