"""What a report says of an event, before any format lays it out."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Evidence


class Finding(NamedTuple):
    """One statement, whole and in plain words, with the places that it rests on.

    kind      "shared", "difference", "says", "alone" or "framing"
    sentence  the statement with its figures: it can be quoted by itself
    text      its core alone: the shared words, what one outlet alone has, the kind of difference;
              of a framing sentence which count it is
    sides     what each outlet says; empty where the outlets say one thing
    outlets   whom it is about
    marks     of shared words "states" or "in part" (at least), one for each of `outlets`; of a
              difference its nature; empty for other kinds
    evidence  the places in the articles
    fact      the row (id) that it tells of, or ""
    """

    kind: str
    sentence: str
    text: str
    outlets: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    sides: tuple[Side, ...] = ()
    marks: tuple[str, ...] = ()
    fact: str = ""


class Side(NamedTuple):
    """What one outlet says, verbatim, and where.

    is_spoken   whether the words stand in quotation marks: a paraphrase is shown without
    whose       " (Ada Pell)", " (own words)", or "": to be set behind the words
    key         the words that differ, where a whole sentence is shown
    """

    outlet: str
    words: str
    evidence: Evidence
    is_spoken: bool = True
    whose: str = ""
    key: str = ""

    @property
    def shown(self) -> str:
        """The words as they are shown, with marks around what is quoted."""
        return f"“{self.words}”" if self.is_spoken else self.words

    @property
    def parts(self) -> tuple[str, str, str]:
        """The same as what stands before the words that differ, these, and what stands behind."""
        before, key, after = self.shown.partition(self.key) if self.key else ("", self.shown, "")
        return (before, key, after) if key else ("", before, "")


class Headline(NamedTuple):
    """An article as it heads its column.

    label   the outlet, or "not named (3 Dec 2024)"
    day     "3 Dec 2024", "2 Oct (year not given)" or "no date"
    quoted  0..1, the share of its words between quotation marks; None for no words
    """

    article: str
    outlet: str
    label: str
    title: str
    day: str
    words: int
    quoted: float | None

    @property
    def dated_label(self) -> str:
        """ "Gazette (3 Dec 2024)": the label with its day, once."""
        return self.label if self.day in self.label else f"{self.label} ({self.day})"


class ActorCell(NamedTuple):
    """An outlet's naming and quoting of an actor; 0 words and no places are findings too."""

    outlet: str
    named: tuple[Evidence, ...]
    words: int
    uttered: tuple[Evidence, ...]


class ActorRow(NamedTuple):
    """An actor (person, country, body) and every outlet's cell, in the order of the outlets."""

    name: str
    kind: str
    office: str
    cells: tuple[ActorCell, ...]


class Voice(NamedTuple):
    """A speaker in an outlet: how often, how many words, and with which verbs.

    speaker  the actor's name, the name as it stands, or "" for nobody named
    words    those between quotation marks
    verbs    (verb in its plain form, how often), the most frequent first
    """

    outlet: str
    speaker: str
    utterances: int
    words: int
    verbs: tuple[tuple[str, int], ...]
    evidence: tuple[Evidence, ...]


class Findings(NamedTuple):
    """All that is said of an event, each list with its most telling first.

    title       from the headlines, or the user's name for the event
    span        "6 Oct to 3 Dec 2024", or ""
    warning     that the texts lie far apart, or ""
    labels      outlet -> what it is called
    told        row (id) -> its words as they are shown; `sharing`: which two outlets share most
    shared      what most outlets state; `holding`: how many of all rows hold
    differences, says  where outlets differ; what each has one speaker say
    actors      who names and quotes whom; `voices`: whom each outlet lets speak
    alone       what one outlet alone has, an outlet's together
    framing     sentences on how they report it
    """

    title: str
    span: str
    warning: str
    labels: dict[str, str]
    headlines: tuple[Headline, ...]
    told: dict[str, str]
    sharing: str
    shared: tuple[Finding, ...]
    holding: str
    differences: tuple[Finding, ...]
    says: tuple[Finding, ...]
    actors: tuple[ActorRow, ...]
    voices: tuple[Voice, ...]
    alone: tuple[Finding, ...]
    framing: tuple[Finding, ...]
