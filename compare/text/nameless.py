"""What a text calls somebody without a name: 'officials', 'a spokesman for the mayor'."""

from __future__ import annotations

from ..datafiles import load_group, load_words
from .actors.signs import is_role
from .countries import find_country

DETERMINERS = load_group("determiners")
OF_HEAD = frozenset({"of", "for", "in", "at", "from", "with", "familiar", "close", "who"})
PRESS = frozenset({"Times", "Post", "Journal", "Herald", "Tribune", "News", "Press"})


def read_nameless(speaker: str) -> str | None:
    """What a text calls somebody without a name, without its article; None: no person, no body.

    >>> read_nameless("the officials"), read_nameless("a spokesman for the mayor")
    ('officials', 'spokesman for the mayor')
    >>> read_nameless("sharply"), read_nameless("Wednesday"), read_nameless("Koichi Nakano")
    (None, None, 'Koichi Nakano')
    """
    words = [word for word in speaker.split() if word[0].isalnum()]
    while len(words) > 1 and (words[0].casefold() in DETERMINERS or words[0].endswith("ing")):
        words = words[1:]
    end = next((n for n, word in enumerate(words) if word.casefold() in OF_HEAD), len(words))
    if not end:
        return None
    if speaks(words[end - 1]):
        if len(words) > 1 and words[0].istitle() and words[1].islower() and words[0].isalpha():
            words[0] = words[0] if find_country(words[0]) else words[0].casefold()
        return " ".join(map(_small, words))
    named = len(words) > 1 and all(word[0].isupper() and len(word) > 1 for word in words)
    return speaker if named and words[0].casefold() in load_words("given_names.txt") else None


def _small(word: str) -> str:
    """'The Officials' in small letters; names among them stay."""
    return word.casefold() if word.istitle() and speaks(word) and word not in PRESS else word


def speaks(word: str) -> bool:
    """Whether a word is the head of a phrase for people or a body: 'officials', 'ministry'."""
    plain = word.casefold().strip(".,")
    cap = word[:1].isupper()  # 'Corfman' is no role by its end
    one = plain[:-1] if plain.endswith("s") else plain
    bodies = load_words("body_words.txt")
    return plain in load_group("people") or any(
        is_role(form.title() if cap else form) or form in bodies for form in (plain, one)
    )
