"""What all objects of requests share."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.fields import FieldInfo

from app.web.fields import Kind, refusal
from engine.numbers.arrays import excerpt

MAX_FIELDS: Final = 64
"""Fields that are looked at in one object: more cannot be right, and need not be told apart."""


def _tidy(schema: dict[str, Any]) -> None:
    """Leave out of the documentation what only says that an optional field may be absent."""
    for field in schema.get("properties", {}).values():
        if field.get("default", ...) is None:
            del field["default"]
        field.pop("title", None)


class Part(BaseModel):
    """An object of a request: no other fields than its own; null means the same as leaving a field out."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra=_tidy, protected_namespaces=())

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise refusal(f"must be an object with {', '.join(cls.names())}, not {excerpt(data)}.")
        if len(data) > MAX_FIELDS:
            raise refusal(f"has {len(data)} fields; it may have {', '.join(cls.names())}.")
        return {name: value for name, value in data.items() if value is not None}

    @classmethod
    def names(cls) -> list[str]:
        """The names of the fields, as the sender writes them."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    @classmethod
    def field(cls, name: str) -> FieldInfo | None:
        """A field, by the name that the sender writes."""
        return dict(zip(cls.names(), cls.model_fields.values(), strict=True)).get(name)

    @classmethod
    def kind(cls, name: str) -> Kind | None:
        """The kind of a field, by the name that the sender writes; None for an object and where there is no field."""
        field = cls.field(name)
        return next((kind for kind in field.metadata if isinstance(kind, Kind)), None) if field else None

    @classmethod
    def described(cls, name: str) -> str:
        """What a field means."""
        field = cls.field(name)
        return (field and field.description) or name

    def given(self) -> dict[str, Any]:
        """The fields that the sender gave, as a dictionary for the engine."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}
        return {name: value.given() if isinstance(value, Part) else value for name, value in fields.items()}
