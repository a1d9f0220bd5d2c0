"""What most outlets state, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from ..model import Cell, Comparison, Contrast, Evidence, Fact, Reading, Saying, Speaker
from ..text.annotate import AnnotatedSentence, Span, Texts, read_stems
from ..text.words import count_words, normal_words
from .heads import Heads, are_beside
from .model import Finding, Side
from .rows import points_away
from .wording import (
    LABEL,
    NOTICE,
    break_off,
    counted,
    end_sentence,
    join_words,
    shorten,
    unquote,
)

SHOWN = 5  # statements of a list
FEW = 5  # rows, below which no share of them is told
TOPIC = 3  # what a row adds to its weight whose words all stand in all heads
AGREED = 2  # outlets that state a row whole, from which it is what two state
FEWEST = 3  # content words of a row that is shown first
COVERED = 0.5  # share of the row's words (by rarity) from which a cell weighs in full
SURE = 0.85  # score of a cell, from which it weighs in full
SAID = 40  # words of a speaker in one outlet, beyond which a clause that may go is cut off
BROKEN = 60  # words of a speaker, after which the rest is left out where no clause may go
SAME = 0.85  # share of the shorter one's stems, from which two outlets have the same words
BARE = 6  # words of a reading that say little by themselves
QUOTED = 4  # words in quotation marks that are somebody's own
ALIKE = 0.6  # share of the shorter row's stems in a longer one, from which they tell one thing
NATURES = ("clash", "update", "precision", "wording")  # of a difference, the gravest first
HALF = 0.5  # what an outlet adds to a row's weight that has it in part
LONG = 45  # words, beyond which a row is read with pains
_NO_STATEMENT = re.compile(  # a question, a salutation, a caption, a quotation turned inside out
    r"(?:\?|\.\.\.|…)[”\"’']?\Z|^Dear\b|\((?:Picture|Photo|Image)\b"
    r"|,\s[“\"](?:[A-Z][\w.]{1,20}\s){1,3}(?:said|told|wrote)\b"
)
MARKS = "“”\"'’‘ "
_QUOTED = re.compile(r"[“\"]([^“”\"]{1,400})[”\"]")
_INNER = re.compile(r"[“\"]")  # a quotation inside: the words around it are the outlet's own
_NO_SUBJECT = re.compile(r"(?:is|are|was|were|has|have|had|will|would|can|could|should|may)\s")
_ADVERB = re.compile(r"\A\w{2,20}ly\s")  # before its verb: "repeatedly denied"
_END = re.compile(r"[.,]{1,2}([”\"’']?)\Z")


def find_shared(
    comparison: Comparison, texts: Texts, told: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Up to SHOWN sure rows that two outlets state whole, or, where there are none, any: those
    widely and surely stated, and near the heads, first.

    told   the rows in words (`tell_rows`)

    Of rows alike one; what cannot be read alone, and what stands beside a row that is told, comes
    where nothing else is left; questions, salutations and captions are left out.
    """
    heads = Heads(texts)
    rows = []
    for fact in comparison.facts:
        if not (_NO_STATEMENT.search(fact.text) or NOTICE.search(fact.text)):
            away = points_away(fact, told[fact.id], texts) or count_words(fact.text) > LONG
            away = away or _is_heading(texts[fact.sentence]) or "?" in fact.text
            away = away or bool(LABEL.match(fact.text))
            weight = -_weigh(fact, heads, texts)
            rows.append((away, weight, -round(fact.score, 2), fact.id, fact))
    rows = [
        row for row in rows if [c.mark for c in row[-1].cells].count("states") >= AGREED
    ] or rows
    chosen: list[Fact] = []
    for is_first in (True, False):
        for away, *_, fact in sorted(rows, key=lambda row: row[:4]):
            beside = any(_are_beside(fact, other, texts) for other in chosen)
            alike = any(
                _are_alike(fact, other, texts) or _share_cells(fact, other) for other in chosen
            )
            if len(chosen) < SHOWN and not alike and not (is_first and (away or beside)):
                chosen.append(fact)
    return tuple(_tell_row(fact, told[fact.id], texts, labels) for fact in chosen)


def _weigh(fact: Fact, heads: Heads, texts: Texts) -> float:
    """How much a row tells of the event: by the outlets that surely have it, and by its words."""
    row = _stems_of(fact, texts)
    outlets = sum(_worth(cell, row, heads, texts) for cell in fact.cells)
    return round(outlets * fact.origins / len(fact.outlets) * (1 + TOPIC * heads.near(row)), 1)


def _stems_of(fact: Fact, texts: Texts) -> frozenset[str]:
    """The stems of the row's content words."""
    one = texts[fact.sentence]
    return one.stems(*one.span_of(fact))


def _are_alike(fact: Fact, other: Fact, texts: Texts) -> bool:
    """Whether two rows tell one thing, or one of them has hardly a word that tells."""
    mine = _stems_of(fact, texts)
    return len(mine) < FEWEST or _share_words(mine, _stems_of(other, texts)) >= ALIKE


def _share_cells(fact: Fact, other: Fact) -> bool:
    """Whether the same sentences of two outlets answer both rows."""
    mine, theirs = ({cell.sentence for cell in row.cells} for row in (fact, other))
    return len(mine & theirs) > 1


def _are_beside(fact: Fact, other: Fact, texts: Texts) -> bool:
    """Whether two rows rest on one passage of an article."""
    return any(
        are_beside(texts[one.sentence].sentence, texts[two.sentence].sentence)
        for one in fact.cells
        for two in other.cells
    )


def _is_heading(one: AnnotatedSentence) -> bool:
    """Whether a sentence is none: a caption, an entry of a list ends without a mark. A headline,
    which does too, tells the news."""
    return one.sentence.index > 0 and one.text.rstrip("”\"'’) ")[-1:] not in (".", "!", "?", "…")


def _worth(cell: Cell, row: frozenset[str], heads: Heads, texts: Texts) -> float:
    """How much a cell adds to a row's weight: little where it is in part, less sure, or has few of
    the row's words."""
    here = heads.weigh(row & texts[cell.sentence].content_stems)
    covered = min(1.0, here / max(heads.weigh(row), 1e-9) / COVERED)
    return covered * (1.0 if cell.mark == "states" else HALF) * (1.0 if cell.score >= SURE else 0.3)


def tell_holding(comparison: Comparison) -> str:
    """'Of all 17 rows expect about 14 to hold', by their scores, which are shares that held."""
    hold, rows = sum(fact.score for fact in comparison.facts), len(comparison.facts)
    if rows < FEW:
        return f"Only {counted(rows, 'row')} could be found" if rows else ""
    measured = "strict readers of other news events granted that share of rows as sure as these"
    return f"Of all {rows} rows expect about {hold:.0f} to hold: {measured}"


def tell_sharing(comparison: Comparison, labels: Mapping[str, str]) -> str:
    """'Gazette and Times share most, 10 of 13 rows'; '13 rows' where no two of more outlets do."""
    rows = counted(len(comparison.facts), "row")
    pairs = Counter(pair for fact in comparison.facts for pair in combinations(fact.outlets, 2))
    top = pairs.most_common(2)
    if len(top) < 2 or top[0][1] == top[1][1]:
        return rows
    both = join_words([labels[outlet] for outlet in top[0][0]])
    return f"{both} share most, {top[0][1]} of {rows}"


def _tell_row(fact: Fact, text: str, texts: Texts, labels: Mapping[str, str]) -> Finding:
    """A row with the outlets that have its words, and those that tell it otherwise: how much of it
    these have strict readers granted less often than that they have it."""
    row = _stems_of(fact, texts)

    def is_whole(cell: Cell) -> bool:
        one = texts[cell.sentence]
        doubts = one.hedges and not texts[fact.sentence].hedges
        whole = cell.mark == "states" and not doubts
        return whole and len(row & one.all_stems) >= SAME * len(row)

    cells = sorted(fact.cells, key=lambda cell: (not is_whole(cell), cell.outlet))
    whole = join_words([labels[cell.outlet] for cell in cells if is_whole(cell)])
    part = join_words([labels[cell.outlet] for cell in cells if not is_whole(cell)])
    rows = [texts[cell.sentence] for cell in cells]
    return Finding(
        kind="shared",
        sentence=f"{end_sentence(text)} ({whole}{f'; at least in part {part}' if part else ''})",
        text=text,
        outlets=tuple(cell.outlet for cell in cells),
        marks=tuple("states" if is_whole(cell) else "in part" for cell in cells),
        evidence=tuple(one.evidence(0, len(one.text)) for one in rows),
        fact=fact.id,
    )


def _share_words(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(1, min(len(one), len(two)))


def find_differences(
    comparison: Comparison, texts: Texts, labels: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(where outlets differ, what each has one speaker say), the gravest first; of the latter none
    that is a row."""
    grave = {nature: place for place, nature in enumerate(NATURES)}
    ranked = sorted(
        comparison.contrasts, key=lambda c: (grave.get(c.nature, len(grave)), -c.strength, c.fact)
    )
    told = (_tell_contrast(contrast, texts, labels) for contrast in ranked)
    # who has both wordings of one utterance does not differ from who has the one
    differ = [one for one in told if one.text != "quote" or not _is_elsewhere(one, texts)]
    rows = [{cell.sentence for cell in fact.cells} for fact in comparison.facts]
    says: list[Finding] = []
    for one in (_tell_speaker(speaker, texts, labels) for speaker in comparison.speakers):
        again = any({*one.evidence} <= {*other.evidence} for other in says)  # of two who spoke
        again = again or any({place.sentence for place in one.evidence} <= row for row in rows)
        asked = all(side.words.startswith("asked ") for side in one.sides)
        scrap = asked or any(map(_is_scrap, one.sides))
        if not (again or scrap or _says_one_thing(one) or _is_elsewhere(one, texts)):
            says.append(one)
    return tuple(differ[:SHOWN]), tuple(says[:SHOWN])


def _tell_contrast(contrast: Contrast, texts: Texts, labels: Mapping[str, str]) -> Finding:
    own = " (own words)" if any(r.speaker for r in contrast.readings) else ""
    sides = tuple(_show_reading(r, own, texts) for r in contrast.readings)
    found = _tell_sides("difference", contrast.kind.capitalize(), sides, labels)
    return found._replace(text=contrast.kind, marks=(contrast.nature,), fact=contrast.fact)


def _show_reading(reading: Reading, own: str, texts: Texts) -> Side:
    """What an outlet says, with who says it there: quoted, or reported in the outlet's words.

    own   what is set behind the outlet's own words
    """
    one = texts[reading.sentence]
    span = one.span_of(reading)
    key = " ".join(one.text[slice(*span)].split())
    words = _words_around(one, span)
    key = key if key != words and key in words else ""
    spoken = one.is_marked(*span) or not (reading.speaker or key)
    who = f" ({reading.speaker}{'' if spoken else ', as reported'})" if reading.speaker else ""
    whose = own if reading.speaker == "" else who
    evidence = Evidence(reading.sentence, reading.start, reading.end)
    return Side(reading.outlet, words, evidence, spoken, whose, key)


def _tell_speaker(speaker: Speaker, texts: Texts, labels: Mapping[str, str]) -> Finding:
    """What each outlet has one speaker say, the nearest words of each."""
    first: dict[str, Saying] = {}
    for saying in speaker.sayings:
        first.setdefault(saying.outlet, saying)
    sides = tuple(
        Side(
            s.outlet,
            break_off(_END.sub(r"\1", shorten(_words_of(s, texts), SAID)), BROKEN),
            Evidence(s.sentence, s.start, s.end),
            s.direct and not _INNER.search(_words_of(s, texts)),
        )
        for s in first.values()
    )
    who = f"{speaker.name} ({speaker.office})" if speaker.office else speaker.name
    return _tell_sides("says", who, sides, labels)


def _tell_sides(
    kind: str, text: str, sides: tuple[Side, ...], labels: Mapping[str, str]
) -> Finding:
    words = "; ".join(f"{labels[side.outlet]} {side.shown}{side.whose}" for side in sides)
    outlets, places = (side.outlet for side in sides), (side.evidence for side in sides)
    return Finding(
        kind, end_sentence(f"{text}: {words}"), text, tuple(outlets), tuple(places), sides
    )


def _words_of(place: Saying, texts: Texts) -> str:
    """The words as they stand."""
    one = texts[place.sentence]
    return unquote(" ".join(one.text[slice(*one.span_of(place))].split()))


def _words_around(one: AnnotatedSentence, span: Span) -> str:
    """The words as they stand; of few, the whole sentence or quotation, but for a clause at its end
    that tells neither them nor who says them."""
    words = " ".join(one.text[slice(*span)].split())
    if count_words(words) > BARE:
        return unquote(words)
    quoted = (hit for hit in one.marked if hit[0] <= span[0] and span[1] <= hit[1])
    quotation = next(quoted, None)
    bounds = _inside(one.text, quotation) if quotation else (0, len(one.text))
    whole = " ".join(one.text[slice(*bounds)].split()).rstrip(".")
    short = shorten(whole)
    if words not in short:
        return unquote(whole)
    return unquote(short if short.split()[-1:] == whole.split()[-1:] else f"{short} …")


def _inside(text: str, span: Span) -> Span:
    """A quotation's words without its marks."""
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip(MARKS)), span[0] + len(words.rstrip(MARKS))


def _is_elsewhere(finding: Finding, texts: Texts) -> bool:
    """Whether one text has the words of two outlets in two places: other passages of one speech."""
    sides = [
        [f" {' '.join(normal_words(words))} " for words in _list_verbatim(side)]
        for side in finding.sides
    ]
    wholes = [texts.wholes[article.id].normal_text for article in texts.articles]
    return any(
        one in whole and two in whole and one not in two and two not in one
        for mine, others in combinations(sides, 2)
        for one in mine
        for two in others
        for whole in wholes
    )


def _list_verbatim(side: Side) -> list[str]:
    """What an outlet has that should be anywhere as it stands: all that is spoken, quotations in a
    paraphrase, and the paraphrase in its own text."""
    found = [hit[1] for hit in _QUOTED.finditer(side.words) if count_words(hit[1]) >= QUOTED]
    return [side.words.removesuffix(" …"), *found]


def _is_scrap(side: Side) -> bool:
    """Whether the words lack their subject: “as a mark of respect”, 'should be considered'."""
    return (side.is_spoken and side.words[:1].islower()) or bool(_NO_SUBJECT.match(side.words))


def _says_one_thing(finding: Finding) -> bool:
    """Whether all outlets have the same words: one quotation is a row, no contrast."""
    words = [read_stems(_ADVERB.sub("", side.words)) for side in finding.sides]
    return all(_share_words(words[0], other) >= SAME for other in words[1:])
