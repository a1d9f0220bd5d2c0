"""Comparison -> {name: DataFrame}: flat tables with a stable order of columns and rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from .model import Comparison
from .text.annotate import annotate
from .text.dates import utc_time
from .text.utterances import Utterance, stance_of
from .text.words import count_words

if TYPE_CHECKING:
    from pandas import DataFrame

SEPARATOR = "; "  # between the members of a list in one cell

# table -> its columns, in their order: what a table holds is read off here
COLUMNS: Mapping[str, str] = {
    "articles": "id outlet title published published_at byline url language source owner "
    "sentences words cuts",
    "removed": "article outlet line text rule",
    "found": "article outlet field rule text",
    "sentences": "id article outlet index paragraph start end text",
    "matches": "a b outlet_a outlet_b score tier text_a text_b",
    "facts": "id text name sentence start end n_outlets n_sentences origins score",
    "fact_outlets": "fact outlet mark sentence score text",
    "fact_sentences": "fact sentence article outlet text",
    "leads": "lead sentence article outlet score text",
    "contrasts": "contrast fact kind nature strength outlet sentence start end value speaker text",
    "omissions": "fact outlet status closest score fact_text closest_text",
    "only": "outlet sentence closest score text closest_text",
    "origins": "id kind overlap outlets articles n_articles evidence first agency owner",
    "framing": "measure outlet term value low high n unit chance note evidence evidence_sentences",
    "utterances": "outlet article speaker actor verb stance direct words sentence start end text",
    "mentions": "actor kind office outlet mentions utterances words sentences",
    "skipped": "source problem remedy",
    "corrections": "place table status note sentences",
}
Rows = list[tuple[Any, ...]]
_COUNTS = ["words", "cuts", "n_outlets", "n_sentences", "n_articles", "n", "mentions", "utterances"]
_PLACES = ["index", "paragraph", "start", "end", "line", "contrast"]
_INTEGERS = frozenset([*_PLACES, *_COUNTS, "direct"])
_FLOATS = frozenset(["score", "value", "low", "high", "chance", "strength", "overlap"])
# a column that means another thing in one table than in the others
_SPECIAL = {
    ("articles", "sentences"): "int64",
    ("facts", "origins"): "int64",
    ("framing", "evidence"): "int64",
    ("contrasts", "value"): "string",
}


def column_type(table: str, column: str) -> str:
    """What a column holds, in every comparison: "int64", "float64" or "string"."""
    usual = "int64" if column in _INTEGERS else "float64" if column in _FLOATS else "string"
    return _SPECIAL.get((table, column), usual)


def to_tables(comparison: Comparison) -> dict[str, DataFrame]:
    """The tables of COLUMNS, in that order; the one exit to pandas.

    Every table is there, with all its columns and their types (`column_type`), also when it is
    empty. Unknown is missing (`isna`). Lists are one cell, joined by "; ". Offsets count characters
    in the article's text.

    articles        a row per article; published: its day by the outlet's clock; published_at: to
                    the minute, by UTC where the page names its offset, else by the outlet's clock;
                    `pandas.to_datetime` reads either
    removed, found  what cleaning cut, where metadata came from
    sentences       a row per sentence
    matches         a row per matched pair, both texts beside it
    facts           a row per fact
    fact_outlets    a row per fact x outlet: its mark ("states", "in part", "perhaps", "not
                    found", …), the sentence that was held against the fact's words, its score
    fact_sentences  a row per fact x sentence that states it: joins the two
    leads           a row per sentence of what is perhaps shared, with the score of the whole
    contrasts       a row per contrast x outlet's reading; rows with one number in `contrast` belong
                    together
    omissions, only what was not found in an outlet, and what one outlet alone has
    origins         a row per origin
    framing         a row per figure; `evidence` counts the spans it rests on:
                    `framing.pivot_table("value", "outlet", "measure")`
    utterances      a row per utterance of somebody in an article's body; actor: whom of the
                    event's people, countries and bodies the speaker is, missing where none;
                    direct: 1 between quotation marks, else 0
    mentions        a row per actor x outlet, with the zeros: how often it is named, how often it
                    speaks, and its words between quotation marks
    skipped         inputs that were not compared
    corrections     a row per entry of corrections.toml, and what became of it
    """
    rows = table_rows(comparison)
    return {name: _frame(name, rows[name]) for name in COLUMNS}


def _frame(name: str, rows: Rows) -> DataFrame:
    """The rows as a table; half of a surrogate pair, which pandas cannot hold, becomes "?"."""
    import pandas

    text = "str" if pandas.__version__ >= "3" else "object"  # before 3, "str" had no missing value
    columns = COLUMNS[name].split()
    types = {column: column_type(name, column).replace("string", text) for column in columns}
    try:
        return pandas.DataFrame.from_records(rows, columns=columns).astype(types)
    except UnicodeEncodeError:
        plain = [tuple(map(plain_cell, row)) for row in rows]
        return pandas.DataFrame.from_records(plain, columns=columns).astype(types)


def plain_cell(cell: Any) -> Any:
    """The cell, its text such that it can be written as UTF-8: half a surrogate pair is "?"."""
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell


def table_rows(comparison: Comparison) -> dict[str, Rows]:
    """The rows of `to_tables` as tuples, their cells in the order of COLUMNS."""
    rows = {
        **_article_rows(comparison),
        **_fact_rows(comparison),
        **_finding_rows(comparison),
        **_speech_rows(comparison),
        "framing": [
            (
                *(m.name, m.outlet, m.term, m.value, m.low, m.high, m.n, m.unit, m.null, m.note),
                len(m.evidence),
                _joined(dict.fromkeys(span.sentence for span in m.evidence)),
            )
            for m in comparison.framing
        ],
        "skipped": [(s.source, s.problem, s.remedy) for s in comparison.skipped],
        "corrections": [
            (c.place, c.table, c.status, c.note, _joined(c.sentences))
            for c in comparison.corrections
        ],
    }
    return {name: rows[name] for name in COLUMNS}


def _article_rows(comparison: Comparison) -> dict[str, Rows]:
    """articles, removed, found, sentences."""
    sentences = Counter(sentence.article for sentence in comparison.sentences)
    return {
        "articles": [
            (
                *(a.id, a.outlet, a.title, *_moment(a.published)),
                *(a.byline, a.url, a.language, a.source, a.owner),
                *(sentences[a.id], count_words(a.text), len(a.removed)),
            )
            for a in comparison.articles
        ],
        "removed": [
            (a.id, a.outlet, cut.line, cut.text, cut.rule)
            for a in comparison.articles
            for cut in a.removed
        ],
        "found": [
            (a.id, a.outlet, found.field, found.rule, found.text)
            for a in comparison.articles
            for found in a.found
        ],
        "sentences": list(map(attrgetter(*COLUMNS["sentences"].split()), comparison.sentences)),
    }


def _moment(published: str | None) -> tuple[str | None, str | None]:
    """Its day, and its minute where a time is known: each column has one form."""
    if published is None:
        return None, None
    minute = utc_time(published) or published
    return published[:10], minute[:16] if len(minute) >= 16 else None


def _fact_rows(comparison: Comparison) -> dict[str, Rows]:
    """matches, facts, fact_outlets, fact_sentences, leads."""
    text, outlet, article = _look_ups(comparison)
    marks: Rows = [
        (f.id, c.outlet, c.mark, c.sentence, c.score) for f in comparison.facts for c in f.cells
    ]
    marks += [(o.fact, o.outlet, o.status, o.closest, o.score) for o in comparison.omissions]
    place = {fact.id: number for number, fact in enumerate(comparison.facts)}
    marks.sort(key=lambda row: (place[row[0]], row[1]))
    return {
        "matches": [
            (m.a, m.b, outlet(m.a), outlet(m.b), m.score, m.tier, text(m.a), text(m.b))
            for m in comparison.matches
        ],
        "facts": [
            (
                *(f.id, f.text, f.name, f.sentence, f.start, f.end),
                *(len(f.outlets), len(f.sentences), f.origins, f.score),
            )
            for f in comparison.facts
        ],
        "fact_outlets": [(*row, text(row[3])) for row in marks],
        "fact_sentences": [
            (f.id, name, article(name), outlet(name), text(name))
            for f in comparison.facts
            for name in f.sentences
        ],
        "leads": [
            (lead.id, name, article(name), outlet(name), lead.score, text(name))
            for lead in comparison.leads
            for name in lead.sentences
        ],
    }


def _finding_rows(comparison: Comparison) -> dict[str, Rows]:
    """contrasts, omissions, only, origins."""
    text, _, _ = _look_ups(comparison)
    facts = {fact.id: fact.text for fact in comparison.facts}
    return {
        "contrasts": [
            (
                *(number, c.fact or None, c.kind, c.nature, c.strength),
                *(r.outlet, r.sentence, r.start, r.end, r.value, r.speaker, text(r.sentence)),
            )
            for number, c in enumerate(comparison.contrasts, start=1)
            for r in c.readings
        ],
        "omissions": [
            (o.fact, o.outlet, o.status, o.closest, o.score, facts.get(o.fact), text(o.closest))
            for o in comparison.omissions
        ],
        "only": [
            (o.outlet, o.sentence, o.closest, o.score, text(o.sentence), text(o.closest))
            for o in comparison.only
        ],
        "origins": [
            (
                *(o.id, o.kind, o.overlap, _joined(o.outlets), _joined(o.articles)),
                *(len(o.articles), _joined(o.evidence), o.first, o.agency, o.owner),
            )
            for o in comparison.origins
        ],
    }


def _speech_rows(comparison: Comparison) -> dict[str, Rows]:
    """utterances, mentions."""
    texts = annotate(comparison.articles, comparison.sentences)
    utterances: Rows = []
    speeches: defaultdict[tuple[str, str], list[Utterance]] = defaultdict(list)
    for one in texts.utterances:
        if one.actor:
            speeches[one.actor, one.outlet].append(one)
        sentence = texts[one.sentence].sentence
        utterances.append(
            (
                *(one.outlet, one.article, one.speaker, one.actor, one.verb),
                stance_of(one.verb) if one.verb else None,
                *(int(one.direct), one.words, one.sentence, one.start, one.end),
                sentence.text[one.start - sentence.start : one.end - sentence.start],
            )
        )
    mentions: Rows = []
    for who in texts.actors:
        for outlet in texts.outlets:
            places = [e.sentence for e in who.mentions if texts[e.sentence].outlet == outlet]
            said = speeches.get((who.name, outlet), [])
            counts = (len(places), len(said), sum(one.words for one in said if one.direct))
            names = (who.name, who.kind, who.office or None, outlet)
            mentions.append((*names, *counts, _joined(dict.fromkeys(places))))
    return {"utterances": utterances, "mentions": mentions}


def _look_ups(comparison: Comparison) -> Sequence[Any]:
    """Functions: sentence id -> its text, outlet, article; None for None and for unknown ids."""
    by_id = {sentence.id: sentence for sentence in comparison.sentences}
    return [
        lambda name, field=field: getattr(by_id.get(name), field, None)
        for field in ("text", "outlet", "article")
    ]


def _joined(members: Iterable[str]) -> str:
    return SEPARATOR.join(members)
