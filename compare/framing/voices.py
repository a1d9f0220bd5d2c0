"""Voices: how much an outlet lets others speak, what kind of source, with which kind of verb."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..model import Evidence, Measure
from ..options import Options
from ..text.annotate import Texts
from ..text.utterances import Utterance, stance_of
from .intervals import ROWS, bootstrap, effective_n, make_measure, wilson
from .kind import MeasureKind


def measure_quoted(texts: Texts, options: Options) -> list[Measure]:
    """Share of the outlet's words that stand in quotation marks, 0..1.

    Terms in marks that nobody utters are the outlet's own. The interval draws sentences again
    (bootstrap); null is the share over the whole event. Evidence: the direct quotes.
    """
    voices = outlet_utterances(texts)
    quoted = sum(len(one.quoted_words) for one in texts)
    total = sum(len(one.words) for one in texts)
    measures = []
    for outlet, row in texts.by_outlet.items():
        tops, bottoms = [len(one.quoted_words) for one in row], [len(one.words) for one in row]
        if not sum(bottoms):
            continue
        interval = (
            bootstrap(tops, bottoms, options, f"quoted {outlet}")
            if any(tops)
            else wilson(0, len(row), options)  # no quote among n sentences: n bounds it
        )
        measures.append(
            make_measure(
                QUOTED,
                outlet,
                "",
                sum(tops) / sum(bottoms),
                interval,
                len(row),
                evidence=[place_of(u) for u in voices[outlet] if u.direct],
                null=quoted / total,
            )
        )
    return measures


def measure_sources(texts: Texts, options: Options) -> list[Measure]:
    """Share of the outlet's utterances by kind of source, 0..1; term is the kind.

    Kinds: official, organisation, expert, citizen, unnamed, not known. n counts utterances; the
    Wilson interval takes all of one speaker for one (`effective_n`), since one title makes them all
    of a kind. null is the share over the whole event. Sigal (1973), Reporters and Officials, made
    the count usual.
    """
    return _compute_shares(
        SOURCES, texts, options, lambda one: one.source or "not known", by_speaker=True
    )


def measure_verb_stance(texts: Texts, options: Options) -> list[Measure]:
    """Share of the outlet's attributing verbs by stance, 0..1; term is the stance.

    The stance (neutral, assertive, ...) is that of `compare/data/attribution_verbs.txt`, after
    Thompson & Ye (1991), Applied Linguistics 12(4), 365-382. Wilson interval over n verbs; null is
    the share over the whole event. Evidence: the verb.
    """
    return _compute_shares(
        STANCES, texts, options, lambda one: stance_of(one.verb) if one.verb else None, _verb_place
    )


QUOTED = MeasureKind(
    "words quoted",
    "How much is quoted",
    "Share of the outlet’s words that stand between quotation marks.",
    "share of the outlet's words inside quotation marks, 0..1 (n counts sentences)",
    measure_quoted,
    english=False,
)
SOURCES = MeasureKind(
    "sources",
    "What kind of people are quoted",
    "Of everything somebody is reported to have said: the share of officials, experts, citizens, "
    "organisations and people without a name.",
    "share of the outlet's utterances (direct and indirect), 0..1 (n counts utterances)",
    measure_sources,
    shared_terms=True,
)
STANCES = MeasureKind(
    "stance of attribution",
    "How speech is introduced",
    "“Said” is neutral; “claimed”, “insisted” or “admitted” say something about the speaker.",
    "share of the outlet's attributing verbs, 0..1 (n counts verbs)",
    measure_verb_stance,
    shared_terms=True,
)


def outlet_utterances(texts: Texts) -> dict[str, list[Utterance]]:
    """Outlet -> its utterances, direct and indirect, in order of article and place."""
    rows: dict[str, list[Utterance]] = {outlet: [] for outlet in texts.outlets}
    for utterance in texts.utterances:
        rows[utterance.outlet].append(utterance)
    return rows


def place_of(utterance: Utterance) -> Evidence:
    """Where it stands."""
    return Evidence(utterance.sentence, utterance.start, utterance.end)


def _verb_place(utterance: Utterance) -> Evidence:
    span = utterance.verb_span or (utterance.start, utterance.end)
    return Evidence(utterance.sentence, *span)


def _compute_shares(
    kind: MeasureKind,
    texts: Texts,
    options: Options,
    term_of: Callable[[Utterance], str | None],
    place: Callable[[Utterance], Evidence] = place_of,
    *,
    by_speaker: bool = False,
) -> list[Measure]:
    """Shares of utterances by term, with Wilson intervals and the event's share as null; those
    without a term are left out.

    by_speaker   the interval takes the utterances of one name for one
    """
    rows = {
        outlet: [(term, one) for one in row if (term := term_of(one))]
        for outlet, row in outlet_utterances(texts).items()
    }
    everywhere = Counter(term for row in rows.values() for term, _ in row)
    total = sum(map(len, rows.values()))
    measures = []
    for outlet, row in rows.items():
        counts = Counter(term for term, _ in row)
        # those without a name are each their own
        speakers = Counter(one.speaker or f"{one.article} {one.start}" for _, one in row)
        worth = effective_n(speakers.values()) if by_speaker else len(row)
        for term, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:ROWS]:
            measures.append(
                make_measure(
                    kind,
                    outlet,
                    term,
                    count / len(row),
                    wilson(count / len(row) * worth, worth, options),
                    len(row),
                    evidence=[place(one) for found, one in row if found == term],
                    null=everywhere[term] / total,
                    note=f"{count} of {len(row)}",
                )
            )
    return measures
