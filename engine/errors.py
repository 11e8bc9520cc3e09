"""How the engine says that it cannot use what it was given."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input: where it is, and what to do about it.

    `path` leads from the object that was given to the bad field, `("weights", "weight_hh")` or
    `("input", "series", 3)`; `detail` names the value, the limit and the way out.
    """

    path: Path
    detail: str

    def __str__(self) -> str:
        place = ".".join(str(part) for part in self.path)
        return f"{place}: {self.detail}" if place else self.detail


class InvalidInput(ValueError):  # noqa: N818 - the name says whose fault it is
    """The engine was asked for something it cannot do. `errors` lists every problem found, at least one."""

    def __init__(self, *errors: Problem) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors

    @classmethod
    def at(cls, path: Path, detail: str) -> InvalidInput:
        """The common case: one problem in one place."""
        return cls(Problem(path, detail))
