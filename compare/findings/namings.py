"""One thing, several names: 'illegal immigrants' here, 'undocumented immigrants' there.

`data/namings.txt` lists names of one thing, among which a choice can tell something. Counts with
their zeros, in each outlet's own words: what stands between quotation marks is another's choice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ..datafiles import load_lines
from ..model import Evidence
from ..text.annotate import AnnotatedSentence, Texts
from ..text.locales import is_english
from ..text.words import normal_words
from .model import Finding

KIND = "one thing, several names"
MOST = 2  # sentences of an event
OFTEN = 2  # times that one outlet at least uses the name that it prefers
CLEAR = 2  # times as often as any other name of the thing that it uses
WIDEST = 6  # outlets told of with their zeros; of more, those that have one of the names

Places = Mapping[str, Mapping[str, Sequence[Evidence]]]  # name -> outlet -> where


class Name(NamedTuple):
    """A name of a thing: its first form, and which thing (number of its line)."""

    text: str
    thing: int


def tell_namings(texts: Texts, labels: Mapping[str, str]) -> list[Finding]:
    """'One thing, several names: “gay marriage” A 3, B 0; “same-sex marriage” A 0, B 4.'

    Only where two outlets prefer different names clearly; those told most often come first.
    """
    things: defaultdict[int, defaultdict[str, defaultdict[str, list[Evidence]]]]
    things = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for one in texts:
        for name, place in find_namings(one):
            things[name.thing][name.text][texts.groups[one.sentence.article]].append(place)
    rows = []
    for places in things.values():
        chosen = _choose_names(places, texts.outlets)
        most = max((len(places[name].get(o, ())) for o, name in chosen.items()), default=0)
        if len(set(chosen.values())) > 1 and most >= OFTEN:
            rows.append(_tell_thing(places, chosen, texts.outlets, labels))
    return sorted(rows, key=lambda one: (-len(one.evidence), one.sentence))[:MOST]


def _choose_names(places: Places, outlets: Sequence[str]) -> dict[str, str]:
    """Outlet -> the name that it prefers clearly, where there is one."""
    chosen = {}
    for outlet in outlets:
        counts = Counter({name: len(row.get(outlet, ())) for name, row in places.items()})
        (first, most), *rest = counts.most_common()
        if most and all(most >= CLEAR * n for _, n in rest):
            chosen[outlet] = first
    return chosen


def _tell_thing(
    places: Places, chosen: Mapping[str, str], outlets: Sequence[str], labels: Mapping[str, str]
) -> Finding:
    def times(name: str, outlet: str) -> int:
        return len(places[name].get(outlet, ()))

    names = sorted(
        set(chosen.values()), key=lambda name: (-sum(times(name, o) for o in outlets), name)
    )
    shown = [o for o in outlets if len(outlets) <= WIDEST or any(times(n, o) for n in names)]
    parts = [
        f"“{name}” {', '.join(f'{labels[o]} {times(name, o)}' for o in shown)}" for name in names
    ]
    evidence = [place for name in names for o in outlets for place in places[name].get(o, ())]
    sentence = f"One thing, several names: {'; '.join(parts)} (quotations apart)."
    return Finding("framing", sentence, KIND, tuple(sorted(chosen)), tuple(evidence))


def find_namings(one: AnnotatedSentence) -> Iterator[tuple[Name, Evidence]]:
    """The names of listed things in a sentence, outside of quotation marks, the longest first.

    A word that the list has in small letters counts in them, but for headlines and openings: what
    begins with a capital is part of a name.
    """
    if not is_english(one.language):
        return
    names = _load_names()
    plain = [word.normal for word in one.words]
    at = 0
    while at < len(plain):
        size, name = 1, None
        for form, found in names.get(plain[at], ()):
            if _is_form(plain[at : at + len(form)], form):
                size, name = len(form), found
                break
        start, end = one.words[at].start, one.words[min(at + size, len(plain)) - 1].end
        small = name is not None and name.text[0].islower()
        if (
            name
            and not one.is_marked(start, end)
            and not (small and at and one.sentence.index and one.text[start].isupper())
        ):
            yield name, one.evidence(start, end)
        at += size


def _is_form(words: Sequence[str], form: tuple[str, ...]) -> bool:
    """Whether the words are those of the form, the last in its plural perhaps."""
    return (
        len(words) == len(form)
        and tuple(words[:-1]) == form[:-1]
        and words[-1] in _plurals(form[-1])
    )


def _plurals(word: str) -> tuple[str, ...]:
    return word, f"{word}s", f"{word}es"


@cache
def _load_names() -> dict[str, list[tuple[tuple[str, ...], Name]]]:
    """First word, in singular and plural -> the forms that begin so, the longest first."""
    names: defaultdict[str, list[tuple[tuple[str, ...], Name]]] = defaultdict(list)
    for thing, line in enumerate(load_lines("namings.txt")):
        for row in line.split("|"):
            forms = [part.strip() for part in row.split(",")]
            for form in forms:
                words = tuple(normal_words(form))
                for first in {
                    words[0],
                    *((f"{words[0]}s", f"{words[0]}es") if len(words) == 1 else ()),
                }:
                    names[first].append((words, Name(forms[0], thing)))
    for rows in names.values():
        rows.sort(key=lambda row: -len(row[0]))
    return names
