"""Words as people type them, and vocabularies in which many words share a column.

Thousands of words would need thousands of columns, and each would have to be learnt on its own. A vocabulary of classes
has a column for each word that builds sentences (not, very, in, pas) and one for each class of the others (a word of
praise, a first name): what the network reads of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.networks.vocabulary import Vocabulary

WORD: Final = re.compile(
    r"""
    aujourd['’]hui
    | (?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu)['’](?=\w)     # what French elides: l', qu'
    | \d+(?:[/.,:-]\d+)+                                # 12/05/2025, 3.14
    | \w+['’]t\b                                        # isn't
    | ['’]\w+\b                                         # 's, 'll
    | \w+\.(?=\w\.)\w\.(?:\w\.)*                        # U.S.A.
    | \w+(?:-\w+)*
    | [^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)


def split(text: str) -> Iterator[tuple[str, int]]:
    """The words and punctuation marks of a text as they are written, each with the place where it begins."""
    return ((match.group(), match.start()) for match in WORD.finditer(text))


def folded(word: str) -> str:
    """A word without capitals and accents, its apostrophe straight, no letter more than twice: "Sooooo" is "soo"."""
    plain = unicodedata.normalize("NFD", word.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"(.)\1{2,}", r"\1\1", bare)


@dataclass(frozen=True)
class WordClasses(Vocabulary):
    """A vocabulary of words that read many as one: `known` tells as which."""

    def split(self, text: str) -> tuple[str, ...]:
        """A text in its words and punctuation marks."""
        return tuple(word for word, _ in split(text))

    def known(self, token: str) -> str | None:
        """The column that a word is read by; a column's own name is read as itself. None for a word not known."""
        return token if token in self.columns else self.read_as(token)

    def read_as(self, word: str) -> str | None:
        """The column of a word that is not itself the name of one."""
        raise NotImplementedError
