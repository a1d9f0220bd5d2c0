"""Voices: how much an outlet lets others speak, whom, and with which verbs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ..model import Article, Evidence, Fact, Measure, Sentence
from ..options import Options
from ..text.lists import load_table
from ..text.quotes import Quote
from ..text.words import stem, tokens
from .intervals import ROWS, bootstrap, effective_n, figure, wilson
from .kind import MeasureKind
from .lines import body_quotes, evidence_at, outlet_lines

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "you", "this", "that"})
NO_NAME, PRONOUN = "(not named)", "(a pronoun)"
IRREGULAR = {"said": "say", "told": "tell", "wrote": "write", "thought": "think", "held": "hold"}


class Voice(NamedTuple):
    """An utterance as it is counted.

    article    whose text the quote's offsets count in
    evidence   the utterance, cut at the end of the sentence it begins in
    verb       the attributing verb's place, or None
    speaker    the name it is counted under
    """

    article: Article
    quote: Quote
    evidence: Evidence
    verb: Evidence | None
    speaker: str
    words: int


def measure_quoted(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's words that stand in quotation marks, 0..1.

    Terms in marks that nobody utters are the outlet's own. The interval draws sentences again
    (bootstrap); null is the share over the whole event. Evidence: the direct quotes.
    """
    lines = outlet_lines(articles, sentences)
    voices = outlet_voices(articles, sentences)
    quoted = sum(len(line.quoted) for row in lines.values() for line in row)
    total = sum(line.words for row in lines.values() for line in row)
    measures = []
    for outlet, row in lines.items():
        tops, bottoms = [len(line.quoted) for line in row], [line.words for line in row]
        if not sum(bottoms):
            continue
        hits = sum(1 for top in tops if top)
        interval = (
            bootstrap(tops, bottoms, options, f"quoted {outlet}")
            if hits
            else wilson(0, len(row), options)  # no quote among n sentences: n bounds it
        )
        measures.append(
            figure(
                QUOTED.name,
                outlet,
                "",
                sum(tops) / sum(bottoms),
                interval,
                len(row),
                QUOTED.unit,
                evidence=[v.evidence for v in voices[outlet] if v.quote.kind == "direct"],
                null=quoted / total,
            )
        )
    return measures


def measure_sources(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's utterances by kind of source, 0..1; term is the kind.

    Kinds: official, organisation, expert, citizen, unnamed, not known. n counts utterances; the
    Wilson interval takes all of one speaker for one (`effective_n`), since one title makes them all
    of a kind. null is the share over the whole event. Sigal (1973), Reporters and Officials, made
    the count usual.
    """
    return _shares(
        SOURCES,
        outlet_voices(articles, sentences),
        lambda voice: voice.quote.source_kind or "not known",
        options,
        by_speaker=True,
    )


def measure_verbs(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's attributing verbs, 0..1; term is the verb with its stance.

    Forms of one verb are one; the stance (neutral, assertive, ...) is that of
    `compare/data/attribution_verbs.txt`, after Thompson & Ye (1991), Applied Linguistics 12(4),
    365-382. Wilson interval over n verbs; null is the share over the whole event. Evidence: the
    verb.
    """
    return _shares(
        VERBS,
        outlet_voices(articles, sentences),
        _verb,
        options,
        place=_verb_place,
        known_only=True,
    )


def measure_verb_stance(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's attributing verbs by stance, 0..1; term is the stance.

    As "verbs of attribution", n and null too, summed over the verbs of one stance.
    """
    return _shares(
        STANCES,
        outlet_voices(articles, sentences),
        lambda voice: _stance(voice.quote.verb) if voice.quote.verb else None,
        options,
        place=_verb_place,
        known_only=True,
    )


def measure_speakers(
    articles: Sequence[Article],
    sentences: Sequence[Sentence],
    facts: Sequence[Fact],
    options: Options,
) -> list[Measure]:
    """Share of the outlet's uttered words that a speaker has, 0..1; term is the speaker.

    Words of direct and indirect utterances. Speakers whose names end in the same word are one,
    shown under the longest form; "(a pronoun)" and "(not named)" stay what they are. The interval
    draws utterances again (bootstrap), n is the outlet's number of them. null is the speaker's
    share over the whole event. The ROWS with the most words are listed.
    """
    voices = outlet_voices(articles, sentences)
    everywhere = Counter[str]()
    for row in voices.values():
        for voice in row:
            everywhere[voice.speaker] += voice.words
    total = sum(everywhere.values())
    measures = []
    for outlet, row in voices.items():
        said = Counter[str]()
        for voice in row:
            said[voice.speaker] += voice.words
        words = sum(said.values())
        for speaker, count in _top(said) if words else ():
            tops = [voice.words * (voice.speaker == speaker) for voice in row]
            measures.append(
                figure(
                    SPEAKERS.name,
                    outlet,
                    speaker,
                    count / words,
                    bootstrap(tops, [v.words for v in row], options, f"speaker {outlet} {speaker}"),
                    len(row),
                    SPEAKERS.unit,
                    evidence=[v.evidence for v in row if v.speaker == speaker],
                    null=everywhere[speaker] / total,
                )
            )
    return measures


QUOTED = MeasureKind(
    "words quoted",
    "How much is quoted",
    "Share of the outlet’s words that stand between quotation marks.",
    "share of the outlet's words inside quotation marks, 0..1 (n counts sentences)",
    measure_quoted,
    english=False,
    per_article=True,
)
SPEAKERS = MeasureKind(
    "speakers",
    "Who gets to speak",
    "Of the words an outlet gives to others: the share each speaker gets.",
    "share of the words that the outlet gives to speakers, 0..1 (n counts utterances)",
    measure_speakers,
)
SOURCES = MeasureKind(
    "sources",
    "What kind of people are quoted",
    "Of everything somebody is reported to have said: the share of officials, experts, citizens, "
    "organisations and people without a name.",
    "share of the outlet's utterances (direct and indirect), 0..1",
    measure_sources,
    shared_terms=True,
)
VERBS = MeasureKind(
    "verbs of attribution",
    "How speech is introduced: the verbs",
    "Of the verbs that introduce what somebody said: the share of each.",
    "share of the outlet's attributing verbs, 0..1",
    measure_verbs,
)
STANCES = MeasureKind(
    "stance of attribution",
    "How speech is introduced: what the verbs imply",
    "“Said” is neutral; “claimed”, “insisted” or “admitted” say something about the speaker.",
    "share of the outlet's attributing verbs, 0..1",
    measure_verb_stance,
    shared_terms=True,
)


def outlet_voices(
    articles: Sequence[Article], sentences: Sequence[Sentence]
) -> dict[str, list[Voice]]:
    """Outlet -> its utterances, direct and indirect, in order of article and place."""
    lines = outlet_lines(articles, sentences)
    raw: list[tuple[Article, Quote]] = [
        (article, quote)
        for article in sorted(articles, key=lambda a: a.id)
        for quote in body_quotes(article)
        if quote.kind != "scare"
    ]
    shown = _one_name(quote.speaker for _, quote in raw)
    direct: dict[str, list[tuple[int, int]]] = {article.id: [] for article in articles}
    for article, quote in raw:
        if quote.kind == "direct":
            direct[article.id].append((quote.start, quote.end))
    find = {a.id: evidence_at(lines[a.outlet], a.id) for a in articles}
    voices: dict[str, list[Voice]] = {outlet: [] for outlet in lines}
    for article, quote in raw:
        words = _uttered_words(article, quote, direct[article.id])
        place = find[article.id](quote.start, quote.end)
        if words and place:
            verb = find[article.id](quote.verb_start, quote.verb_end) if quote.verb else None
            speaker = shown[quote.speaker or ""]
            voices[article.outlet].append(Voice(article, quote, place, verb, speaker, words))
    return voices


def _uttered_words(article: Article, quote: Quote, direct: Sequence[tuple[int, int]]) -> int:
    """Words of an utterance; of reported speech those outside the direct quotes, told alone.

    direct   spans of the article's direct quotes, sorted, disjoint
    """
    places = [token.start + quote.start for token in tokens(article.text[quote.start : quote.end])]
    if quote.kind == "direct":
        return len(places)
    at = [bisect_right(direct, (place, len(article.text))) - 1 for place in places]
    return sum(i < 0 or direct[i][1] <= place for i, place in zip(at, places, strict=True))


def _one_name(speakers: Iterable[str | None]) -> dict[str, str]:
    """Each speaker as written -> the form shown: the longest that ends in the same word."""
    written = sorted({speaker or "" for speaker in speakers} | {""})
    last: dict[str, str] = {}
    shown: dict[str, str] = {}
    for speaker in written:
        words = [token.text.casefold() for token in tokens(speaker)]
        if not words:
            shown[speaker] = NO_NAME
        elif len(words) == 1 and words[0] in PRONOUNS:
            shown[speaker] = PRONOUN
        elif not speaker[:1].isupper() and speaker.islower():
            shown[speaker] = " ".join(words)  # "the officials": words, not a name
        else:
            key = words[-1].replace("’", "'").removesuffix("'s")
            best = last.get(key, "")
            last[key] = min(best or speaker, speaker, key=lambda form: (-len(form), form))
            shown[speaker] = key + "\0"
    return {
        speaker: " ".join(last[form[:-1]].split()) if form.endswith("\0") else form
        for speaker, form in shown.items()
    }


def _shares(
    kind: MeasureKind,
    voices: dict[str, list[Voice]],
    term_of: Callable[[Voice], str | None],
    options: Options,
    *,
    place: Callable[[Voice], Evidence] = lambda voice: voice.evidence,
    known_only: bool = False,
    by_speaker: bool = False,
) -> list[Measure]:
    """Shares of utterances by term, with Wilson intervals and the event's share as null.

    known_only   utterances without a term are left out of n
    by_speaker   the interval takes the utterances of one name for one
    """
    rows = {outlet: [(term_of(voice), voice) for voice in row] for outlet, row in voices.items()}
    if known_only:
        rows = {outlet: [pair for pair in row if pair[0]] for outlet, row in rows.items()}
    everywhere = Counter(term for row in rows.values() for term, _ in row if term)
    total = sum(map(len, rows.values()))
    measures = []
    for outlet, row in rows.items():
        counts = Counter(term for term, _ in row if term)
        speakers = Counter(_speaker_key(voice) for _, voice in row)
        worth = effective_n(speakers.values()) if by_speaker else len(row)
        for term, count in _top(counts):
            measures.append(
                figure(
                    kind.name,
                    outlet,
                    term,
                    count / len(row),
                    wilson(count / len(row) * worth, worth, options),
                    len(row),
                    kind.unit,
                    evidence=[place(voice) for found, voice in row if found == term],
                    null=everywhere[term] / total,
                    note=f"{count} of {len(row)}",
                )
            )
    return measures


def _speaker_key(voice: Voice) -> str:
    """One key per name; those without a name are each their own."""
    nameless = voice.speaker in (NO_NAME, PRONOUN)
    return f"{voice.article.id} {voice.quote.start}" if nameless else voice.speaker


def _top(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:ROWS]


def _verb(voice: Voice) -> str | None:
    verb = voice.quote.verb
    return f"{_base(verb)} ({_stance(verb)})" if verb else None


def _verb_place(voice: Voice) -> Evidence:
    return voice.verb or voice.evidence


def _stance(verb: str | None) -> str:
    if verb == "according to":
        return "neutral"
    return load_table("attribution_verbs.txt").get((verb or "").casefold(), "not listed")


def _base(verb: str | None) -> str:
    """The verb's plain form, as far as the list knows one with the same stem."""
    word = (verb or "").casefold()
    return IRREGULAR.get(word) or _bases().get(stem(word), word)


@cache
def _bases() -> dict[str, str]:
    """Stem -> the list's first form of it."""
    bases: dict[str, str] = {}
    for word in load_table("attribution_verbs.txt"):
        bases.setdefault(stem(word), word)
    return bases
