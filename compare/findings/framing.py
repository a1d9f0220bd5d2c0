"""Framing in sentences: counts that tell something, with their zeros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from ..datafiles import load_words
from ..text.actors.merge import compare_names
from ..text.actors.signs import PRESS
from ..text.annotate import Texts
from ..text.words import STOP_WORDS, stem, tokens
from .heads import Heads
from .model import ActorRow, Finding
from .namings import WIDEST
from .wording import join_words

MOST = 7  # sentences of an event
ACTORS = 4  # named in one sentence
TWICE = 2  # times that others name an actor on average, before its absence says something
CENTRE = 5  # times that an outlet names a person who stands in its centre
CLEAR = 2  # times as often as the person who stands in another's
SPOKEN = 40  # quoted words of a person, from which it says something that others quote hardly any
MUCH = 10  # times as many as any other outlet's
NAMED = 2  # outlets that are named where they are "the others"
ALIKE = 0.8  # likeness of two spellings (0..1) from which they may be one name
SAME = 5  # words in a row that are one quotation


class Rest:
    """What an event's outlets are called, and all of them but one."""

    def __init__(self, labels: Mapping[str, str], outlets: Sequence[str], apart: Sequence[str]):
        """outlets: those compared; apart: those of the event that are not."""
        self.labels, self.outlets = labels, outlets
        self.without = f" ({join_words([labels[one] for one in apart])} apart)" if apart else ""

    def __call__(self, outlet: str) -> str:
        """'Gazette and Herald' for all but `outlet`, or 'the others'."""
        others = [self.labels[one] for one in self.outlets if one != outlet]
        return join_words(others) if len(others) <= NAMED else f"the others{self.without}"


def find_framing(
    texts: Texts,
    actors: Sequence[ActorRow],
    rest: Rest,
    *,
    more: Sequence[Finding] = (),
    short: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Up to MOST sentences: who is not named, who is quoted by one alone.

    more   sentences on words, which come second
    short  outlets whose texts are too short, or cut off, for their silence to say something
    """
    if len(texts.outlets) < 2:
        return ()
    heads = Heads(texts)
    central = [row for row in actors if _is_central(row, heads)]
    unnamed = _tell_unnamed(texts, actors, central, rest, short)
    centres = _tell_centres(central, rest)
    return (*centres, *unnamed, *more, *_tell_voices(texts, central, rest))[:MOST]


def _is_central(row: ActorRow, heads: Heads) -> bool:
    """Whether two articles' heads name the actor: what is said of others is background."""
    return heads.count(place.sentence for cell in row.cells for place in cell.named) > 1


def _tell_centres(actors: Sequence[ActorRow], rest: Rest) -> list[Finding]:
    """'Whom each names more often: Ada Pell A 9, B 2; Tom Hale A 3, B 8.'"""
    people = [row for row in actors if row.kind == "person"]
    pair = max(combinations(people, 2), key=_part_outlets, default=())
    if not pair or not _part_outlets(pair):
        return []
    outlets = [cell.outlet for cell in pair[0].cells]
    shown = [
        n
        for n in range(len(outlets))
        if len(outlets) <= WIDEST or any(len(row.cells[n].named) >= CENTRE for row in pair)
    ]
    told = [
        ", ".join(f"{rest.labels[outlets[n]]} {len(row.cells[n].named)}" for n in shown)
        for row in pair
    ]
    sentence = "; ".join(f"{row.name} {counts}" for row, counts in zip(pair, told, strict=True))
    sentence = f"Whom each names more often: {sentence}."
    places = tuple(place for row in pair for n in shown for place in row.cells[n].named[:1])
    told_of = tuple(outlets[n] for n in shown)
    return [Finding("framing", sentence, "named most", told_of, places)]


def _part_outlets(pair: tuple[ActorRow, ...]) -> int:
    """How often two people are named where each is named most clearly; 0 where one nowhere is."""
    counts = [[len(cell.named) for cell in row.cells] for row in pair]
    often = [
        max((a for a, b in zip(*order, strict=True) if a >= max(CENTRE, CLEAR * b)), default=0)
        for order in (counts, counts[::-1])
    ]
    return sum(often) if all(often) else 0


def _tell_unnamed(
    texts: Texts,
    actors: Sequence[ActorRow],
    central: Collection[ActorRow],
    rest: Rest,
    short: Collection[str],
) -> list[Finding]:
    """Actors whom all others name and one outlet never does: 'TASS never names China …'; of three
    outlets only the central ones, and no country, where it may just happen."""
    missing: defaultdict[str, list[ActorRow]] = defaultdict(list)
    for row in actors:
        silent = [cell.outlet for cell in row.cells if not cell.named]
        others = [len(cell.named) for cell in row.cells if cell.named]
        often = len(silent) == 1 and len(others) > 1 and sum(others) >= TWICE * len(others)
        often = often and (
            len(others) > 2 or (row in central and row.kind != "country" and min(others) >= TWICE)
        )
        excused = not often or silent[0] in short or _is_earlier(silent[0], row, texts)
        press = row.kind == "body" and row.name.split()[-1] in PRESS
        if not excused and not press and not _may_name(silent[0], row, texts):
            missing[silent[0]].append(row)
    found = []
    ranked = sorted(missing.items(), key=lambda item: (-sum(map(_times, item[1])), item[0]))
    for outlet, rows in ranked:
        rows = sorted(rows, key=lambda row: (-_times(row), row.name))[:ACTORS]
        parts = list(_tell_others(rows, outlet, rest))
        names = " or ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        sentence = f"{rest.labels[outlet]} never names {names}."
        places = tuple(cell.named[0] for row in rows for cell in row.cells if cell.named)
        found.append(Finding("framing", sentence, "never named", (outlet,), places))
    return found


def _may_name(outlet: str, row: ActorRow, texts: Texts) -> bool:
    """Whether the outlet may name the actor all the same: by a form that is not counted, half a
    name, another spelling, in a signature that was cut off."""
    articles = [one for one in texts.articles if texts.groups[one.id] == outlet]
    cuts = [cut.text for one in articles for cut in one.removed]
    lines = [*(line for one in articles for line in (one.text, one.byline or "")), *cuts]
    words = [token.text.removesuffix("'s").removesuffix("’s") for token in tokens("\n".join(lines))]
    capital = {word.casefold() for word in words if word[0].isupper()}
    text, actor = f" {' '.join(words)} ", texts.actors.named(row.name)
    if any(f" {form} " in text for form in (row.name, *(actor.forms if actor else ()))):
        return True
    parts = [part for part in row.name.casefold().split() if len(part.rstrip(".")) > 1]
    if row.kind == "person":
        spelt = (word for word in capital if len(word) > 4 and word[0] == parts[-1][0])
        alike = any(compare_names(word, parts[-1]) >= ALIKE for word in spelt)
        return alike or not capital.isdisjoint(parts)
    stems = {stem(part) for part in parts} - STOP_WORDS
    shared = max(len(stems & one.all_stems) for one in texts.by_outlet[outlet])
    return row.kind == "body" and (parts[-1] in capital or shared > len(stems) / 2)


def _is_earlier(outlet: str, row: ActorRow, texts: Texts) -> bool:
    """Whether all the outlet's texts appeared on days before the first that names the actor."""
    days = {one.day for one in texts.by_outlet[outlet]}
    first = {texts[place.sentence].day for cell in row.cells for place in cell.named}
    last, since = max(map(str, days), default=""), min(map(str, first))
    return None not in days | first and last < since


def _times(row: ActorRow) -> int:
    return sum(len(cell.named) for cell in row.cells)


def _tell_others(rows: Sequence[ActorRow], outlet: str, rest: Rest) -> Iterator[str]:
    """Each actor with how often the other outlets name it: 'China (Gazette 1, Herald 5)', 'China
    (the others 1 to 5 times each)', 'Iran (2)'."""
    for n, row in enumerate(rows):
        cells = [cell for cell in row.cells if cell.outlet != outlet]
        counts = _range(len(cell.named) for cell in cells)
        if len(cells) <= NAMED:
            counts = ", ".join(f"{rest.labels[cell.outlet]} {len(cell.named)}" for cell in cells)
        elif n == 0:
            counts = f"{rest(outlet)} {'once' if counts == '1' else f'{counts} times'} each"
        yield f"{_with_article(row)} ({counts})"


def _with_article(row: ActorRow) -> str:
    """'the United States', 'the White House', 'China'."""
    last = row.name.split(" ")[-1].casefold()
    ends = (load_words("body_words.txt") | {"house", "pentagon"}) - {"news", "co", "congress"}
    is_body = row.kind == "body" and (last in ends or " of " in row.name)
    plural = row.kind == "country" and (row.name.startswith("United ") or last.endswith("nds"))
    return f"the {row.name}" if is_body or plural else row.name


def _range(counts: Iterable[int]) -> str:
    low, high = min(counts := list(counts)), max(counts)
    return str(low) if low == high else f"{low} to {high}"


def _tell_voices(texts: Texts, actors: Sequence[ActorRow], rest: Rest) -> list[Finding]:
    """People whom one outlet alone quotes at length, though others name them."""
    found = []
    for row in actors:
        words = {cell.outlet: cell.words for cell in row.cells}
        most = max(words, key=lambda outlet: (words[outlet], outlet))
        others = max(words[outlet] for outlet in words if outlet != most)
        naming = sum(bool(cell.named) for cell in row.cells)
        alone = words[most] >= max(SPOKEN, MUCH * others) and naming > 1
        # whoever speaks for a body or a country has a name, or none
        if row.kind == "person" and alone and not _is_elsewhere(row, most, texts):
            most_others = f"at most {others}" if len(words) > 2 else str(others)
            counts = most_others if others else "at most one"
            who = f"{rest.labels[most]} quotes {words[most]} words of {row.name}"
            said = f"{who}, {rest(most)} {counts}."
            places = next(cell.uttered for cell in row.cells if cell.outlet == most)
            found.append((words[most], Finding("framing", said, "quoted by one", (most,), places)))
    return [finding for _, finding in sorted(found, key=lambda item: -item[0])[:2]]


def _is_elsewhere(row: ActorRow, outlet: str, texts: Texts) -> bool:
    """Whether an outlet that lays no words to the actor has some that this one quotes of him."""
    places = next(cell.uttered for cell in row.cells if cell.outlet == outlet)
    runs = [[w.normal for w in texts[place.sentence].quoted_words] for place in places]
    pieces = {
        f" {' '.join(run[n : n + SAME])} " for run in runs for n in range(len(run) - SAME + 1)
    }
    others = (
        f" {' '.join(word.normal for one in texts.by_outlet[cell.outlet] for word in one.words)} "
        for cell in row.cells
        if cell.words < SAME and cell.outlet != outlet
    )
    return any(piece in text for text in others for piece in pieces)
