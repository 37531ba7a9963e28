"""Records do what dataclasses do."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import pytest
from nianbao.grammar.records import field, record, replace, values

T = TypeVar("T")


@record
class Point(Generic[T]):
    x: T
    y: int = 2
    names: list[str] = field(default_factory=list)

    @property
    def both(self) -> tuple[T, int]:
        return self.x, self.y


@record
class Named(Point[int]):
    name: str = "p"


@record(frozen=False)
class Counter:
    count: int
    double: int = field(init=False)

    def __post_init__(self) -> None:
        self.double = 2 * self.count


@record(eq=False)
class Alone:
    x: int


def test_fields_are_given_by_place_or_name_or_left_to_their_defaults() -> None:
    assert values(Point(1)) == {"x": 1, "y": 2, "names": []}
    assert values(Point(1, 3, ["a"])) == values(Point(names=["a"], y=3, x=1)) == {"x": 1, "y": 3, "names": ["a"]}
    assert values(Named(1, name="q")) == {"x": 1, "y": 2, "names": [], "name": "q"}
    assert Point("a", 5).both == ("a", 5)


def test_lists_are_not_shared() -> None:
    one, other = Point(1), Point(1)
    one.names.append("a")
    assert other.names == []


def test_records_with_equal_fields_of_one_class_are_equal() -> None:
    assert Point(1, 3) == Point(1, 3) != Point(1, 4)
    assert Named(1) != Point(1)
    assert Alone(1) != Alone(1)


def test_frozen_ones_can_be_hashed() -> None:
    @record
    class Key:
        a: int
        b: str

    assert len({Key(1, "a"), Key(1, "a"), Key(2, "a")}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counter(1))
    assert hash(Alone(1)) != hash(Alone(1)) or Alone(1) is not Alone(1)


def test_what_is_not_given_is_set_behind() -> None:
    counter = Counter(3)
    assert (counter.double, repr(counter)) == (6, "Counter(count=3)")
    counter.count = 4
    assert counter.double == 6


def test_a_record_with_some_fields_changed() -> None:
    assert replace(Point(1, 3), y=4) == Point(1, 4)
    assert replace(Counter(3), count=5).double == 10
    with pytest.raises(TypeError, match="no such field: z"):
        replace(Point(1), z=1)


make: Any = Point
named: Any = Named


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: make(), "Point: no x"),
        (lambda: make(1, 2, [], 4), "argument"),
        (lambda: make(1, x=1), "no such field: x"),
        (lambda: make(y=1, z=2), "Point: no x and no such field: z"),
        (lambda: named(y=1), "Named: no x"),
    ],
)
def test_wrong_fields_are_told(wrong: Callable[[], object], said: str) -> None:
    with pytest.raises((TypeError, ValueError), match=said):
        wrong()


def test_they_can_be_sent_to_another_process_and_be_read() -> None:
    assert pickle.loads(pickle.dumps(Named(1, 5, ["a"], "q"))) == Named(1, 5, ["a"], "q")
    assert repr(Named(1)) == "Named(x=1, y=2, names=[], name='p')"
