"""What is found in an event: matches, facts, differences, omissions, origins, figures."""

from __future__ import annotations

from dataclasses import dataclass

TIERS = ("possible", "likely", "same")  # of matches, each surer than the one before


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences of different outlets held to state (part of) the same fact.

    a < b (sentence ids). score: 0..1, larger is surer. tier: one of `TIERS`, or "below" for a
    nearest sentence that reaches no bar. parts: what each signal said, (name, 0..1); empty below
    the bar.
    """

    a: str
    b: str
    score: float
    tier: str
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """All that matching found: the matches, and for every sentence its best other one.

    matches   the pairs at or above the bar, sorted by (a, b)
    nearest   per sentence and other outlet, the best pair whatever its score (0 is left out);
              so an omission can show what came nearest, and the bar can move later
    """

    matches: tuple[Match, ...]
    nearest: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One outlet's answer to a fact's words: the sentence of it that states them.

    score  0..1, how sure the two sentences state the same; 1 for the sentence that has the words
    mark   "states", or "in part": a figure, a day, a name, half of the words or one of two claims
           is lacking, or said in other words
    """

    outlet: str
    sentence: str
    score: float
    mark: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim that outlets state, in the words of one of them; stated, not thereby true.

    text       article_text[start:end], a stretch of the sentence `sentence`: the clause shared
    cells      one per outlet that states it, sorted by outlet; each was held against that sentence
    sentences  ids of all that state it, sorted by article and place: those of the cells, and others
               of the same outlets that match `sentence` as surely
    outlets    sorted names
    origins    number of independent origins among them (<= number of outlets)
    score      0..1, the share of such rows that hold: each of whose marks strict readers granted
    sure       whether each mark likely holds; facts whose marks do not are leads to look at
    name       what its user calls it (corrections.toml), or ""
    """

    id: str
    text: str
    sentence: str
    start: int
    end: int
    cells: tuple[Cell, ...]
    sentences: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: int
    score: float
    sure: bool = True
    name: str = ""

    @property
    def title(self) -> str:
        """What a report calls it: its user's name for it, else its text."""
        return self.name or self.text


@dataclass(frozen=True, slots=True)
class Reading:
    """What one outlet says: article_text[start:end] is the evidence, value its normal form.

    speaker  who is reported to say it; "" the outlet itself; None: not known, or not asked
    """

    outlet: str
    sentence: str
    start: int
    end: int
    value: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Contrast:
    """The outlets differ inside one fact, or in what they quote one speaker with.

    fact      id of the fact; "" where the sentences stand in none together
    kind      number, date, name, quote, polarity, role, status, label
    nature    "clash" (both cannot hold), "precision" (one says it less exactly), "wording",
              "update" (a later article's later state)
    strength  0..1, for ranking
    """

    fact: str
    kind: str
    readings: tuple[Reading, ...]
    nature: str
    strength: float


@dataclass(frozen=True, slots=True)
class Omission:
    """A sure fact that an outlet was not found to state.

    status   "not found", "too short", "cut off", "published before", "one origin", "other language"
             (only the first says something), or "perhaps": a sentence there may state it, but not
             surely
    closest  the outlet's sentence (id) nearest to the one that has the fact's words, or None
    score    0..1, how near it came
    """

    fact: str
    outlet: str
    status: str
    closest: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Only:
    """A sentence that no sure fact holds and none likely matches; closest: the nearest one."""

    outlet: str
    sentence: str
    closest: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Saying:
    """What one outlet has a speaker say: article_text[start:end], within the sentence.

    verb     the verb that gives the words to the speaker, as it stands ("backs"); "" where none is
    direct   whether the words stand between quotation marks
    """

    outlet: str
    sentence: str
    start: int
    end: int
    verb: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whom two outlets or more have speak on one matter: what each has them say.

    It says who speaks, not that the outlets differ. A speaker may stand here for several matters.
    office   what the articles call a person ("foreign minister"), or ""
    sayings  sorted by outlet; of one outlet those first that come nearest to another outlet's
    """

    name: str
    office: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that go back to one text: who wrote it first.

    kind      "single" (one article alone), "by hand" (its user says so), "near-identical", "one
              agency" (all credit it, and share runs of words), "shared passage" (a long run of
              words), "one owner" (their outlets have one owner, as the user says)
    overlap   0..1, the smallest share of the shorter text found in the longer (1.0 for a single)
    evidence  sentence ids that stand word for word in more than one of them
    first     the article (id) dated earlier than every other, or None where dates do not tell
    agency    the news agency that two or more of them credit, or ""
    owner     the owner that two or more of their outlets have, or ""
    """

    id: str
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    kind: str
    overlap: float
    evidence: tuple[str, ...]
    first: str | None = None
    agency: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span that a number rests on: article_text[start:end] in the given sentence."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One framing figure: an outlet's value with its interval, n, unit and the spans it rests on.

    term      what within the measure ("assertive", a speaker, a verb), "" for a single figure
    low, high the 95 % interval; None where n is too small to give one
    null      the value that chance gives (a random split), None where it has no meaning
    note      a warning ("n = 3: too few to say") or ""
    """

    name: str
    outlet: str
    term: str
    value: float
    low: float | None
    high: float | None
    n: int
    unit: str
    evidence: tuple[Evidence, ...] = ()
    null: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of corrections.toml, and what became of it.

    place      the file, the table and its number there: "corrections.toml, join 2"
    table      "join", "part", "fact", "contrast" or "article"
    status     "applied" or "does not apply"
    note       why not, or what has changed since it was written
    sentences  ids of the sentences that it names
    """

    place: str
    table: str
    status: str
    note: str = ""
    sentences: tuple[str, ...] = ()
