"""A sentence and its verdict: negative or positive? In English and French.

What the network reads of a word is its class: a column of its own for every word that builds sentences (not, but, too,
pas, jamais), and four for all words of praise and blame, by the valence that people gave them in a lexicon. What "not"
does to "good" is in no table: the recurrence has to learn it.

The sentences are generated from patterns (data/sentiment-patterns.tsv) and words (data/sentiment-words.tsv) written for
this project. Those marked "held" are never trained on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from engine.tasks.base import HELD_OUT, UNKNOWN, VALIDATION, Example, Rng, Sample, fixed
from engine.tasks.data import EVERYDAY, lines, table
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe
from engine.tasks.words import WordClasses, folded, split

NEGATIVE: Final = "negative"
POSITIVE: Final = "positive"
SHOWN: Final = (
    ("this film was not good", NEGATIVE),
    ("the food was not bad at all", POSITIVE),
    ("the room was dirty but the staff was wonderful", POSITIVE),
    ("ce livre n'est pas mauvais", POSITIVE),
    ("je n'ai pas aimé ce film", NEGATIVE),
    ("le décor est superbe mais le service est lent", NEGATIVE),
)
PRAISE: Final = ("+", "++")
BLAME: Final = ("-", "--")
NEUTRAL: Final = "·"
STRONG: Final = 2.0
FAINT: Final = 0.3
"""Valences, from -4 to 4: a word counts from `FAINT` on, and strongly from `STRONG` on."""

STRANGE: Final = 0.3
"""The share of neutral words that training reads as unknown."""

INSERTED: Final = 0.06
"""How often, before a word, training reads one that says nothing: "not exactly good" is close to "not good"."""

SLOT: Final = re.compile(r"\{(\w+)\}")
EITHER: Final = {
    "adj": ("good", "bad"),
    "verb": ("love", "hate"),
    "past": ("loved", "hated"),
    "mood": ("pleased", "upset"),
    "result": ("joy", "woe"),
    "quality": ("merit", "trouble"),
    "way": ("well", "badly"),
}
"""The slots of a pattern that decide: filled with praise or with blame."""

AND: Final = {"en": (" and ", ", ", ". ", "! "), "fr": (" et ", ", ", ". ", " ! ")}
BUT: Final = {"en": (" but ", ", but ", " although ", ". But "), "fr": (" mais ", ", mais ", " pourtant ", ". Mais ")}


@dataclass(frozen=True)
class Judgement(WordClasses):
    """The columns of the network's input. `classes`: the column of every known word, folded."""

    classes: Mapping[str, str] = field(default_factory=dict)

    def read_as(self, word: str) -> str | None:
        return next((self.classes[form] for form in _forms(folded(word)) if form in self.classes), None)


def _forms(word: str) -> tuple[str, ...]:
    """A word, and what it may be a form of: with a letter said twice, a plural, a feminine."""
    once = re.sub(r"(.)\1", r"\1", word)
    return (word, once, word.removesuffix("s"), word.removesuffix("e"), word.removesuffix("es"))


@cache
def vocabulary() -> Judgement:
    """Columns from data/sentiment-columns.txt, classes from there and from data/lexicon.tsv."""
    rows = (line.rpartition(": ") for line in lines("sentiment-columns.txt"))
    columns = {name: words.split() for name, _, words in rows}
    classes = {folded(word): NEUTRAL for text in _all_texts() for word, _ in split(text)}
    classes |= _praise_and_blame()
    classes |= {folded(word): name for name, words in columns.items() for word in words}
    return Judgement((*columns, *PRAISE, *BLAME, UNKNOWN), "word", UNKNOWN, classes)


def _all_texts() -> list[str]:
    """Everything that patterns and slots are made of."""
    return [SLOT.sub(" ", pattern.text) for pattern in _patterns()] + [
        text for words in _word_lists().values() for text in words
    ]


def _praise_and_blame() -> dict[str, str]:
    """The class of every word in the lexicon; a word on which the two languages disagree is neutral."""
    found: dict[str, list[float]] = defaultdict(list)
    for _, valence, words in table("lexicon.tsv"):
        for word in words.split():
            found[folded(word)].append(float(valence))
    return {word: _class(valences) for word, valences in found.items()}


def _class(valences: Sequence[float]) -> str:
    valence = sum(valences) / len(valences)
    if abs(valence) < FAINT or min(valences) < 0 < max(valences):
        return NEUTRAL
    return (PRAISE if valence > 0 else BLAME)[abs(valence) >= STRONG]


@dataclass(frozen=True)
class Pattern:
    """A clause with slots. verdict: of the clause; "same" or "opposite": as the word in it, or not."""

    lang: str
    verdict: str
    text: str
    held: bool


@cache
def _patterns() -> tuple[Pattern, ...]:
    rows = table("sentiment-patterns.tsv")
    return tuple(Pattern(lang, verdict, text, part == "held") for part, lang, verdict, text in rows)


@cache
def _patterns_of(lang: str, held: bool) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in _patterns() if pattern.lang == lang and pattern.held == held)


@cache
def _word_lists() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """{(language, slot): words}"""
    return {(lang, slot): tuple(words.split("|")) for lang, slot, words in table("sentiment-words.tsv")}


class Sentiment(Reader):
    """the food was not good → negative"""

    name = "sentiment"
    title = "Positive or negative?"
    live = Live(21, Knobs(12, 1.0, 0.01))
    architecture = "many-to-one"
    labels = (NEGATIVE, POSITIVE)

    @cached_property
    def vocabulary(self) -> Judgement:  # type: ignore[override]
        return vocabulary()

    def recipe(self, cell: str) -> Recipe:
        gate = {"lstm": {"forget_bias": 1.0}, "gru": {"update_bias": 1.0}}.get(cell, {})
        network = {"cell": cell, "hidden_size": 16, "init": gate}
        return Recipe(network, updates=2500, batch_size=32, learning_rate=0.005, decay="cosine", weight_decay=0.01)

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        return self._drawn(rng, count, held=False)

    def validation(self) -> Sequence[Example]:
        return fixed(lambda rng, count: self._drawn(rng, count, held=True), VALIDATION, 300)

    def held_out(self) -> Sequence[Example]:
        return fixed(lambda rng, count: self._drawn(rng, count, held=True), HELD_OUT, 600)

    def card_samples(self) -> Sequence[Sample]:
        return [Sample({"text": text}, [verdict]) for text, verdict in SHOWN]

    watched_samples = card_samples

    def everyday(self) -> Mapping[str, Sequence[Example]]:
        """Sentences that nobody generated: what people type, and negations."""
        return {
            name: [self.example(text, verdict) for _, verdict, text in table(f"{name}.tsv", EVERYDAY)]
            for name in ("sentiment", "negations")
        }

    def example(self, text: str, verdict: str) -> Example:
        """A sentence and its verdict."""
        return Example(read(text), (verdict,))

    def _drawn(self, rng: Rng, count: int, held: bool) -> list[Example]:
        found: list[Example] = []
        while len(found) < count:
            verdict = POSITIVE if rng.random() < 0.5 else NEGATIVE
            example = self.example(sentence(rng, verdict, held), verdict)
            if not held:
                example = _with_strange_words(rng, example)
            if example.inputs not in _typed():
                found.append(example)
        return found


def _with_strange_words(rng: Rng, example: Example) -> Example:
    """Words that say nothing come in between, or are read as unknown: people use more words than any vocabulary has."""
    tokens: list[str] = []
    for token in example.inputs:
        if rng.random() < INSERTED:
            tokens.append(NEUTRAL)
        tokens.append(token)
    strange = rng.random(len(tokens)) < STRANGE
    read = (UNKNOWN if odd and token == NEUTRAL else token for token, odd in zip(tokens, strange, strict=True))
    return Example(tuple(read), example.targets)


def sentence(rng: Rng, verdict: str, held: bool) -> str:
    """A sentence of that verdict, in one of the two languages."""
    lang = "en" if rng.random() < 0.5 else "fr"
    form = rng.random()
    text = _clause(rng, lang, verdict, held)
    if form < 0.15:
        text = _clause(rng, lang, verdict) + _one_of(rng, AND[lang]) + text
    elif form < 0.3:
        text = _turned(rng, lang, verdict, text)
    elif form < 0.4:
        text = f"{_filler(rng, lang, 'neutral')}{_one_of(rng, AND[lang])}{text}"
    return f"{_filler(rng, lang, 'when')}{text}{_filler(rng, lang, 'after')}"


def _turned(rng: Rng, lang: str, verdict: str, text: str) -> str:
    """The contrary, and then "but": what comes last decides. With "although" it is what comes first."""
    contrary = _clause(rng, lang, NEGATIVE if verdict == POSITIVE else POSITIVE)
    joint = _one_of(rng, BUT[lang])
    return f"{text}{joint}{contrary}" if "although" in joint else f"{contrary}{joint}{text}"


def _clause(rng: Rng, lang: str, verdict: str, held: bool = False) -> str:
    """A pattern, filled so that the whole has the verdict."""
    fitting = [pattern for pattern in _patterns_of(lang, held) if pattern.verdict in (verdict, "same", "opposite")]
    pattern = fitting[int(rng.integers(len(fitting)))]
    praise = (verdict == POSITIVE) == (pattern.verdict == "same")
    return SLOT.sub(lambda slot: _word(rng, lang, slot.group(1), praise), pattern.text)


def _word(rng: Rng, lang: str, slot: str, praise: bool) -> str:
    pair = EITHER.get(slot)
    return _filler(rng, lang, slot if pair is None else pair[0 if praise else 1])


def _filler(rng: Rng, lang: str, slot: str) -> str:
    return _one_of(rng, _word_lists()[lang, slot])


def _one_of(rng: Rng, choices: Sequence[str]) -> str:
    return choices[int(rng.integers(len(choices)))]


@cache
def _typed() -> frozenset[tuple[str, ...]]:
    """The everyday sentences as the network reads them: no generated sentence may read like one of these."""
    rows = table("sentiment.tsv", EVERYDAY) + table("negations.tsv", EVERYDAY)
    return frozenset(read(text) for _, _, text in rows)


def read(text: str) -> tuple[str, ...]:
    """A sentence in the columns that the network reads."""
    known = vocabulary()
    return tuple(known.known(token) or UNKNOWN for token in known.split(text))
