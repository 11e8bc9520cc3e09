"""What a host may configure: read from the environment, each name with the prefix `UNROLLED_`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one server, such as `UNROLLED_PORT=9000` or `UNROLLED_EMBED_FRAME_ANCESTORS="https://moodle.example"`."""

    model_config = SettingsConfigDict(env_prefix="UNROLLED_", frozen=True)

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    max_body_bytes: Annotated[int, Field(ge=1)] = 4 * 1024 * 1024
    """Largest request body; a larger one is refused with 413 while it arrives."""
    threads: Annotated[int, Field(ge=1, le=64)] = 4
    """Runs computed at the same time in one process; further ones wait their turn."""
    train_runs: Annotated[int, Field(ge=0, le=256)] = 10
    """Training runs at the same time in one process, each a process of its own at the lowest priority; more get 503."""
    train_seconds: Annotated[float, Field(gt=0, le=3600)] = 120.0
    """How long a training run may last; then it ends with the networks as they are."""
    cache_seconds: Annotated[int, Field(ge=0)] = 600
    """How long a browser may keep the answer of a GET before it asks again, with `If-None-Match`."""
    embed_frame_ancestors: Annotated[str, Field(pattern=r"^[^;,\s][^;,\r\n]*$")] = "*"
    """Who may frame `/embed/…`: sources as in the CSP directive `frame-ancestors`, separated by spaces."""
