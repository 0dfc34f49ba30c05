"""Values held against the contract, each breach told as a fault with its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from kb.faults import Fault, nearest
from kb.marked import Marked, Place, parse

Model = TypeVar("Model", bound=BaseModel)
# pydantic speaks to programmers; an author is told the same in the language of the file.
WORDS = {
    "string_too_short": "is empty",
    "too_short": "is empty",
    "int_type": "is no whole number",
    "greater_than_equal": "is out of range",
    "less_than_equal": "is out of range",
    "string_type": "is no text",
    "date_type": "is no date",
    "date_from_datetime_parsing": "is no date",
    "tuple_type": "is no list",
    "model_type": "is no group of keys",
    "model_attributes_type": "is no group of keys",
}


@dataclass(frozen=True)
class Breach:
    """One complaint of pydantic about the value at `place`: its kind, and the keys and indexes that lead to it."""

    kind: str
    loc: Place
    expected: str
    given: str

    def fault(self, model: type[BaseModel], marked: Marked, path: str, line: int) -> Fault:
        """Return the complaint as an author should read it."""
        owner, field = _owner(model, self.loc)
        known = [info.alias or name for name, info in owner.model_fields.items()]
        key = next((part for part in reversed(self.loc) if part in known), self.loc[-1] if self.loc else None)
        example = f"write, for example, `{field.examples[0]}`" if field and field.examples else "see CONTRIBUTING.md"
        if key is None:
            return Fault(path, line, "this is no group of keys", f"write its keys: {', '.join(known)}")
        if self.kind == "missing":
            return Fault(path, line, f"`{key}` is missing", example)
        if self.kind == "extra_forbidden":
            return Fault(
                path, line, f"unknown key `{key}`", nearest(str(key), known, f"write one of {', '.join(known)}")
            )
        if self.kind == "literal_error":
            return Fault(
                path, line, f"`{key}` is none of the known ones", f"write {self.expected.replace(chr(39), '`')}"
            )
        return Fault(path, line, f"`{key}` {WORDS.get(self.kind, 'has the wrong form')}", example)


def checked(model: type[Model], marked: Marked, path: str, place: Place = ()) -> tuple[Model | None, list[Fault]]:
    """Return what stands at `place` as a `model`, or None with a fault for each breach."""
    value: Any = marked.value
    for part in place:
        value = value[part]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        # The branches of a union complain one by one of the same value: the last, of its form, is enough.
        breaches = {}
        for detail in error.errors():
            expected, given = str(detail.get("ctx", {}).get("expected", "")), str(detail["input"])
            breach = Breach(detail["type"], detail["loc"], expected, given)
            missing = breach.loc[-1] if breach.kind == "missing" else ""
            breaches[marked.written(place + breach.loc), missing] = breach
        return None, [
            breach.fault(model, marked, path, marked.line(place + breach.loc)) for breach in breaches.values()
        ]


@dataclass(frozen=True)
class Register(Generic[Model]):
    """A register's entries that keep the contract, each with its line, and the names of all, kept or broken.

    `readable` is false where the file's YAML is malformed, so that nothing can be said of what it lacks.
    """

    entries: tuple[tuple[int, Model], ...]
    names: frozenset[str]
    readable: bool

    def lacks(self, name: str) -> bool:
        """Tell whether an author who writes `name` refers to nothing."""
        return self.readable and name not in self.names


def read_register(model: type[Model], name: str, text: str, path: str) -> tuple[Register[Model], list[Fault]]:
    """Read a register, a YAML list whose entries are called by their key `name`, and return it with its faults."""
    marked, faults = parse(text, path)
    if marked is None or not isinstance(marked.value, list | None):
        wrong = [Fault(path, 1, "this register is no list", "begin each entry with `- `")] if marked else []
        return Register((), frozenset(), False), faults + wrong
    entries, names = [], set()
    for index, value in enumerate(marked.value or []):
        entry, found = checked(model, marked, path, (index,))
        faults += found
        if entry is not None:
            entries.append((marked.line((index,)), entry))
        if isinstance(value, dict) and isinstance(value.get(name), str):
            names.add(value[name])
    return Register(tuple(entries), frozenset(names), True), faults


def _owner(model: type[BaseModel], loc: Place) -> tuple[type[BaseModel], FieldInfo | None]:
    """Return the model that the last key of `loc` belongs to, and its field (None for a key it does not know)."""
    field = None
    for part in loc:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        if isinstance(part, int) or (field is not None and part not in fields):
            continue
        field = fields.get(part)
        inner = [] if field is None else _models(field.annotation)
        if inner and part != loc[-1]:
            model = inner[0]
    return model, field


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]
