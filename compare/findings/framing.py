"""Framing in sentences: only what passes its own test is said, with its figures.

Counts are facts, zeros among them. Shares are compared with the event's sentences dealt to the
outlets at random, and told where no other outlet's share lies within the interval.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..datafiles import load_words
from ..model import Evidence, Measure
from ..text.actors.merge import compare_names
from ..text.annotate import Texts
from ..text.utterances import PRESS
from ..text.words import STOP_WORDS, stem, tokens
from .model import ActorRow, Finding
from .wording import join_words

TESTS = ("never named", "words quoted", "quoted by one")
MOST = 7  # sentences of an event
if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

LEVEL = 0.1  # chance that one of an event's outlets stands out where all write alike, per test
ACTORS = 4  # named in one sentence
LEAST = 4  # times that an actor is named, before its absence elsewhere says something
NAMED = 2  # outlets that are named where they are "the others"
DEALS = 999
ALIKE = 0.8  # likeness of two spellings (0..1) from which they may be one name
SAME = 5  # words in a row that are one quotation
CLEAR = 1.25  # times the next outlet's share, from which one stands apart for a reader, too


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
    measures: Sequence[Measure],
    seed: int,
    *,
    more: Sequence[Finding] = (),
    short: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Up to MOST sentences: who is not named, what is quoted, said by one alone.

    more   sentences on headlines and words, which come second
    short  outlets whose texts are too short, or cut off, for their silence to say something
    """
    if len(texts.outlets) < 2:
        return ()
    voices = _tell_voices(texts, actors, rest)
    rows = [
        *_tell_unnamed(texts, actors, rest, short),
        *more,
        # a share that one voice makes is told of once, by its name
        *(
            one
            for one in _tell_quoted(texts, rest, measures, seed)
            if one.outlets not in [voice.outlets for voice in voices]
        ),
        *voices,
    ]
    return tuple(rows[:MOST])


def _tell_unnamed(
    texts: Texts, actors: Sequence[ActorRow], rest: Rest, short: Collection[str]
) -> list[Finding]:
    """Actors whom most others name and one outlet never does: 'TASS does not name China …'."""
    missing: defaultdict[str, list[ActorRow]] = defaultdict(list)
    for row in actors:
        silent = [cell.outlet for cell in row.cells if not cell.named]
        others = [len(cell.named) for cell in row.cells if cell.named]
        often = len(silent) == 1 and len(others) >= 2 and sum(others) >= LEAST
        excused = not often or silent[0] in short or _is_earlier(silent[0], row, texts)
        press = row.kind == "body" and row.name.split()[-1] in PRESS
        if not excused and not press and not _may_name(silent[0], row, texts):
            missing[silent[0]].append(row)
    found = []
    ranked = sorted(missing.items(), key=lambda item: (-sum(map(_times, item[1])), item[0]))
    for outlet, rows in ranked:
        rows = sorted(rows, key=lambda row: (-_times(row), row.name))[:ACTORS]
        first, *more = [(_with_article(row), _others(row, outlet)) for row in rows]
        parts = [f"{first[0]} ({rest(outlet)} {_times_each(first[1])})"]
        parts += [f"{name} ({counts})" for name, counts in more]
        names = " or ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
        found.append(
            _make_finding(
                "never named",
                f"{rest.labels[outlet]} never names {names}.",
                [outlet],
                [cell.named[0] for row in rows for cell in row.cells if cell.named],
            )
        )
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


def _others(row: ActorRow, outlet: str) -> str:
    """How often each other outlet names it: '1 to 5'."""
    return _range(len(cell.named) for cell in row.cells if cell.outlet != outlet)


def _times_each(counts: str) -> str:
    return "once each" if counts == "1" else f"{counts} times each"


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


def _tell_quoted(texts: Texts, rest: Rest, measures: Sequence[Measure], seed: int) -> list[Finding]:
    """An outlet that quotes more, or less, of its words than chance would deal it."""
    rows = [(one.outlet, len(one.quoted_words), len(one.words), one) for one in texts]
    outlier = _find_outlier([row[:3] for row in rows], seed)
    if not outlier or not _is_apart(outlier, measures):
        return []
    shares = _shares([row[:3] for row in rows])
    mine = shares[outlier]
    others = [round(100 * share) for outlet, share in shares.items() if outlet != outlier]
    places = [
        (outlet, one.evidence(start, end))
        for outlet, quoted, _, one in rows
        if quoted
        for start, end in one.uttered[:1]
    ]
    own = [place for outlet, place in places if outlet == outlier]  # none where it quotes nothing
    return [
        _make_finding(
            "words quoted",
            f"{rest.labels[outlier]} puts {100 * mine:.0f} % of its words between quotation marks, "
            f"{rest(outlier)} {_range(others)} %.",
            [outlier],
            own or [place for _, place in places],
        )
    ]


def _is_apart(outlet: str, measures: Sequence[Measure]) -> bool:
    """Whether no other outlet's share of quoted words lies in this one's interval, nor this one's
    in theirs."""
    rows = [one for one in measures if one.name == "words quoted"]
    mine = next((one for one in rows if one.outlet == outlet), None)

    def holds(row: Measure, value: float) -> bool:
        return row.low is None or row.high is None or row.low <= value <= row.high

    return mine is not None and not any(
        holds(mine, row.value) or holds(row, mine.value) for row in rows if row is not mine
    )


def _tell_voices(texts: Texts, actors: Sequence[ActorRow], rest: Rest) -> list[Finding]:
    """People whom one outlet alone quotes at length, though others name them."""
    found = []
    for row in actors:
        words = {cell.outlet: cell.words for cell in row.cells}
        most = max(words, key=lambda outlet: (words[outlet], outlet))
        others = max(words[outlet] for outlet in words if outlet != most)
        naming = sum(bool(cell.named) for cell in row.cells)
        alone = words[most] >= 20 and words[most] >= 4 * others and naming > 1
        # whoever speaks for a body or a country has a name, or none
        if row.kind == "person" and alone and not _is_elsewhere(row, most, texts):
            counts = f"{rest(most)} {f'at most {others}' if others else 'none'}"
            said = f"{row.name}: {rest.labels[most]} quotes {words[most]} words, {counts}."
            places = next(cell.uttered for cell in row.cells if cell.outlet == most)
            found.append((words[most], _make_finding("quoted by one", said, [most], places)))
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


def _make_finding(
    test: str, sentence: str, outlets: Sequence[str], places: Sequence[Evidence]
) -> Finding:
    """text: which test or count it is (`TESTS`)."""
    return Finding("framing", sentence, test, tuple(outlets), tuple(places))


def _shares(rows: Sequence[tuple[str, int, int]]) -> dict[str, float]:
    """Outlet -> its hits over its words."""
    hits, words = Counter[str](), Counter[str]()
    for outlet, hit, size in rows:
        hits[outlet] += hit
        words[outlet] += size
    return {outlet: hits[outlet] / words[outlet] for outlet in sorted(words) if words[outlet]}


def _find_outlier(rows: Sequence[tuple[str, int, int]], seed: int) -> str:
    """The outlet whose share lies farthest from that of the others together, or "": also where it
    is not clearly the highest or the lowest (by `CLEAR` times), as beside one long text it can be.

    rows: per sentence (outlet, hits, words). "" where sentences dealt to the outlets at random lie
    as far from each other (largest gap of all outlets) in more than LEVEL of DEALS deals. Gaps are
    in standard errors of a share, so that a short text does not stand out by its length.
    """
    import numpy as np

    outlets = sorted({outlet for outlet, _, _ in rows})
    owner = np.array([outlets.index(outlet) for outlet, _, _ in rows])
    hits = np.array([float(hit) for _, hit, _ in rows])
    words = np.array([float(size) for _, _, size in rows])
    if len(outlets) < 2 or not 0 < hits.sum() < words.sum():
        return ""
    share = hits.sum() / words.sum()

    def gaps(dealt: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        mine = np.bincount(dealt, hits, len(outlets))
        size = np.maximum(np.bincount(dealt, words, len(outlets)), 1.0)
        errors: npt.NDArray[np.float64] = np.sqrt(share * (1 - share) * size)
        apart: npt.NDArray[np.float64] = np.abs(mine - share * size) / errors
        return apart

    seen = gaps(owner)
    rng = np.random.default_rng(seed)
    larger = sum(gaps(rng.permutation(owner)).max() >= seen.max() - 1e-9 for _ in range(DEALS))
    farthest = int(seen.argmax())
    shares = np.bincount(owner, hits, len(outlets)) / np.maximum(np.bincount(owner, words), 1.0)
    others = np.delete(shares, farthest)
    is_extreme = (
        shares[farthest] >= CLEAR * others.max() or CLEAR * shares[farthest] <= others.min()
    )
    return outlets[farthest] if is_extreme and (larger + 1) / (DEALS + 1) <= LEVEL else ""
