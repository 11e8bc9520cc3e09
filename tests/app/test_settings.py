"""Settings come from the environment, and wrong ones are refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_the_defaults_are_those_of_the_contract() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.max_body_bytes == 4 * 1024 * 1024
    assert settings.embed_frame_ancestors == "*"


def test_the_environment_sets_them_with_a_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNROLLED_PORT", "9000")
    monkeypatch.setenv("UNROLLED_EMBED_FRAME_ANCESTORS", "https://moodle.example")
    monkeypatch.setenv("PORT", "1")
    settings = Settings()
    assert (settings.port, settings.embed_frame_ancestors) == (9000, "https://moodle.example")


@pytest.mark.parametrize("sources", ["", "*; script-src *", "a\r\nX-Header: b", "a,b", " "])
def test_frame_ancestors_cannot_smuggle_in_another_directive_or_header(sources: str) -> None:
    with pytest.raises(ValidationError):
        Settings(embed_frame_ancestors=sources)


@pytest.mark.parametrize("field", ["port", "workers", "threads", "max_body_bytes", "cache_seconds"])
def test_a_negative_number_is_refused(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        Settings.model_validate({field: -1})
