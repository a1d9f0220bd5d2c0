"""A comparison as its pages show it: a form holds for the comparison that its page showed, or not.

A number means another fact after the next comparison, so a form carries a digest of the whole one,
and a form of an older page is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..corrections import digest
from ..errors import CompareError
from ..model import Comparison, Sentence

NAMED = {"part": 1, "join": 1, "contrast": 2}  # act -> how many sentences its form names


class StaleError(CompareError):
    """A form of an older page: what it is about is another now, or gone."""

    def __init__(self) -> None:
        super().__init__("nothing was changed: that page was older than what is here now")


class Shown:
    """A comparison, and the key that forms of its pages carry."""

    def __init__(self, made: Comparison) -> None:
        self.made = made
        self.sentences: dict[str, Sentence] = {sentence.id: sentence for sentence in made.sentences}
        self._facts = {fact.id: fact for fact in made.facts}
        sources = {article.id: article.source for article in made.articles}
        self._anchors = {
            s.id: {"article": sources[s.article], "text": " ".join(s.text.split())}
            for s in made.sentences
        }
        self.key = digest(
            [(f.text, f.name, f.sentences) for f in made.facts],
            [(c.fact, c.kind, [r.sentence for r in c.readings]) for c in made.contrasts],
            list(self._anchors.items()),
        )

    def correct(
        self, act: str, key: str, number: str, names: Sequence[str], value: str
    ) -> list[tuple[str, dict[str, Any]]]:
        """The entries of corrections.toml for one act on a fact.

        act     "part" or "join" (a sentence, out of or into the fact), "name" (value: the name),
                "drop", "contrast" (the two sentences of one of kind `value` that is none)
        key     of the comparison that the page showed; number: the fact's id, names: of sentences

        Raises StaleError where another comparison is here, or it has no such fact or sentence.
        """
        fact = self._facts.get(number)
        known = all(name in self.sentences for name in names)
        if key != self.key or fact is None or not known or len(names) != NAMED.get(act, len(names)):
            raise StaleError
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
