"""Files among the trained networks that are none: each is refused, by its name, when the server starts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from engine import models
from engine.models import catalogue
from engine.numbers.files import write_file

NAME = "recall-rnn"
SOUND = (models.HERE / f"{NAME}.safetensors").read_bytes()
HEADER = json.loads(SOUND[8 : 8 + int.from_bytes(SOUND[:8], "little")])
ABOUT: dict[str, str] = HEADER["__metadata__"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only models, forgotten afterwards."""
    monkeypatch.setattr(catalogue, "HERE", tmp_path)
    for step in range(2):
        for function in (models.names, catalogue._load):
            function.cache_clear()
        if not step:
            yield tmp_path


def carded(**fields: Any) -> bytes:
    """The file with other fields on its card; None takes one away."""
    card = {name: value for name, value in {**json.loads(ABOUT["card"]), **fields}.items() if value is not None}
    return save(load(SOUND), {**ABOUT, "card": json.dumps(card)})


def changed(change: Callable[[Any], Any], name: str = "readout.bias") -> bytes:
    arrays = load(SOUND)
    return save({**arrays, name: change(arrays[name])}, ABOUT)


BROKEN = {
    "nothing": (b"", "no readable safetensors file"),
    "cut": (SOUND[:-10], "no readable safetensors file"),
    "huge header": ((2**62).to_bytes(8, "little") + SOUND[8:], "no readable safetensors file"),
    "foreign": (save(load(SOUND)), "it has no network"),
    "deep": (save(load(SOUND), {**ABOUT, "network": "[" * 100_000}), "no model of Unrolled"),
    "no description": (save(load(SOUND), {**ABOUT, "network": "[]"}), "no model of Unrolled"),
    "another cell": (save(load(SOUND), {**ABOUT, "network": ABOUT["network"].replace('"rnn"', '"gru"')}), "gru cell"),
    "whole numbers": (changed(lambda values: values.astype(np.int64)), "readout.bias holds int64"),
    "not a number": (changed(lambda values: values * np.float32("nan")), "not a number"),
    "infinite": (changed(lambda values: values * np.float32("inf"), "weight_hh_l0"), "finite"),
    "another shape": (changed(lambda values: values[:-1].copy(), "weight_hh_l0"), "has the shape"),
    "card no object": (save(load(SOUND), {**ABOUT, "card": "[]"}), "card is no object"),
    "card no title": (carded(title=None), "lacks title"),
    "card no metric": (carded(metric="good"), "lacks metric"),
    "another card": (carded(id="recall-gru"), "that of “recall-gru”"),
    "another network": (carded(hidden_size=7), "another network"),
    "no examples": (carded(examples=[], targets=[]), "needs examples"),
    "strange example": (carded(examples=[{"text": 5}], targets=[["A"]]), "an example on its card must be a text"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_by_its_name(case: str, folder: Path) -> None:
    content, words = BROKEN[case]
    path = folder / f"{NAME}.safetensors"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"recall-rnn\.safetensors: ") as refused:
        models.check()
    assert words in str(refused.value)


def test_the_same_file_unbroken_is_a_model(folder: Path) -> None:
    (folder / f"{NAME}.safetensors").write_bytes(SOUND)
    models.check()
    assert models.load(NAME).card["id"] == NAME


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.safetensors"
    path.write_bytes(SOUND)

    def interrupted(part: Path, content: bytes) -> None:
        with part.open("wb") as file:
            file.write(content[:10])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, {"a": np.ones(3)}, {}, "float64")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.safetensors"]
    assert path.read_bytes() == SOUND
    assert models.read(path).network.task == "recall"
