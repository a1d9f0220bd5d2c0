"""A comparison as its pages show it: forms name facts and sentences by what they say.

A number means another fact after the next comparison; a digest of the words means the same one, or
none, and a form of an older page is then refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import CompareError
from ..model import Comparison, Fact, Sentence

LONGEST = 300  # characters of what is shown again


class StaleError(CompareError):
    """A form of an older page: what its user saw, and what stands there now."""

    def __init__(self, seen: str, now: str) -> None:
        self.seen, self.now = seen[:LONGEST] or "nothing", now[:LONGEST]
        super().__init__(f"nothing was changed: the page showed “{self.seen}”, now: {self.now}")


class Shown:
    """A comparison, with a key for each fact and sentence."""

    def __init__(self, made: Comparison) -> None:
        self.made = made
        sources = {article.id: article.source for article in made.articles}
        self.sentences: dict[str, Sentence] = {sentence.id: sentence for sentence in made.sentences}
        self._anchors = {
            s.id: {"article": sources[s.article], "text": " ".join(s.text.split())}
            for s in made.sentences
        }
        self.keys = {name: digest(anchor) for name, anchor in self._anchors.items()}
        self._named = {key: name for name, key in self.keys.items()}
        for fact in made.facts:
            self.keys[fact.id] = digest(
                fact.text, fact.name, sorted(self.keys[name] for name in fact.sentences)
            )
        self._facts = {self.keys[fact.id]: fact for fact in made.facts}

    def correct(
        self, act: str, key: str, keys: Sequence[str], value: str, seen: str, number: str
    ) -> list[tuple[str, dict[str, Any]]]:
        """The entries of corrections.toml for one act on a fact.

        act     "part" or "join" (a sentence, out of or into the fact), "name" (value: the name),
                "drop", "contrast" (the two sentences of one of kind `value` that is none)
        key     of the fact; keys: of sentences
        seen    what the page showed; number: the id that the fact had there

        Raises StaleError where the comparison has no such fact, sentence or difference any more.
        """
        fact = self._facts.get(key)
        names = [self._named.get(one, "") for one in keys]
        if fact is None or not self._still_holds(act, fact, names, value):
            raise StaleError(seen, self._show_now(fact, number))
        anchors = [self._anchors[name] for name in fact.sentences]
        mine = [self._anchors[name] for name in names]
        if act in {"name", "drop"}:
            change = {"drop": True} if act == "drop" else {"name": value}
            return [("fact", {**dict(zip("ab", anchors, strict=False)), **change})]
        if act == "part":
            outlet = self.sentences[names[0]].outlet
            others = [name for name in fact.sentences if self.sentences[name].outlet != outlet]
            return [("part", {"a": mine[0], "b": self._anchors[name]}) for name in others]
        if act == "join":
            return [("join", {"a": self._anchors[fact.sentence], "b": mine[0]})]
        return [("contrast", {"kind": value, "a": mine[0], "b": mine[1]})]

    def _still_holds(self, act: str, fact: Fact, names: Sequence[str], value: str) -> bool:
        """Whether what the act is about is still so."""
        if act == "contrast":
            return len(names) == 2 and any(
                item.fact == fact.id
                and item.kind == value
                and set(names) <= {reading.sentence for reading in item.readings}
                for item in self.made.contrasts
            )
        if act in {"part", "join"}:
            return len(names) == 1 and names[0] in self.sentences and (
                act == "join" or names[0] in fact.sentences
            )  # fmt: skip
        return act in {"name", "drop"}

    def _show_now(self, fact: Fact | None, number: str) -> str:
        facts = {one.id: one for one in self.made.facts}
        here = fact or facts.get(number)
        return f"“{here.title}”" if here else "no such fact"


def digest(*parts: Any) -> str:
    """A key of what is shown."""
    content = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def entry_words(table: str, values: Mapping[str, Any]) -> str:
    """An entry of corrections.toml on one line."""
    parts = [
        f"{name} {value.get('text', '') if isinstance(value, Mapping) else value}"
        for name, value in values.items()
    ]
    return f"{table}: {'; '.join(parts)}"
