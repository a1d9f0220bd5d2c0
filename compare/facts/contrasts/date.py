"""One act, two times: 'on Tuesday' here, 'on Wednesday' there."""

from __future__ import annotations

import math
import re
from datetime import date

from ...datafiles import load_group, load_words
from ...pairing import pair_off
from ...text.annotate import AnnotatedSentence, Span
from ...text.dates import DateMention, find_dates
from ...text.dates.english import iso_day
from .pairing import Difference, context_similarity, share_of_fewer

_YEAR = re.compile(r"\b\d{4}\b")
_PRONOUN = re.compile(r"\b(?:she|hers?|he|his|him)\b")
LEAD, LED = 4, 2  # words that lead up to a date, and how many of them two share that lead alike
FIRST = 3  # words behind a date at a sentence's head among which is what happened then
SAYING_WITHIN = 5  # words before a date within which a verb of saying takes it
_NAMED = re.compile(r"^[a-z]{3,9}\.?$")  # a month by its name alone
# chosen on the marked training events, by the clashes found and those shown wrongly
SAME_ACT = 0.27  # likeness (0..1) of the words around two dates from which they date one act
NEAR_ACT = 0.2  # the same for dates that lie close: so outlets differ about one act
SAME_TALE = 0.55  # overlap (0..1) of two sentences from which they tell of one act
SAME_SLOT, NEAR_TALE = 0.45, 0.3  # likeness of the words around, from which less overlap will do
SAME_TELLING = 0.7  # overlap (0..1) of two sentences from which what they date was said once
CLOSE = 1  # days apart (or years, for two years) that count as close
SAME_SPAN = 0.05  # the same for two spans of years of nearly the same ends
LESS_EXACT = 0.12  # the same where one date only holds the other
SAME_WEEK = 4  # days between two publications up to which one weekday's name is one day
LEAP_YEAR = "2024-07-01"  # a day from which any day of the year can be told
_RELATIVE = re.compile(r"\b(?:months?|years?)\sago\b|\blast\s(?:month|year)\b", re.I)
_BESIDE = re.compile(r"\bthe\s(?:same\sday|day\s(?:before|after))\b")  # by another act of both
FINE = {
    "day": 0,
    "weekday": 0,
    "beside": 0,
    "weekend": 1,
    "week": 1,
    "month": 2,
    "year": 3,
    "years": 4,
}
TELLINGS = frozenset({"statement", "interview", "letter", "email", "speech", "tweet"})
FAR_YEARS = 3  # by which the years of one act hardly differ
LITTLE = load_group("little")


def compare_dates(a: AnnotatedSentence, b: AnnotatedSentence) -> list[Difference]:
    """Dates of one act without a common day: a clash. One that lies in the other is no difference.

    Weekdays of articles of one week, or without a date, are compared by name; 'last year' and
    'three years ago' of two without a date as if both were written today. Left out: mentions
    in both sentences, those inside quotations (counted from the speaker's day), and all that
    cannot be resolved.
    """
    candidates = []
    undated = not (a.day or b.day)
    for x in list_usable(a, undated=undated):
        for y in list_usable(b, undated=undated):
            if undated and _is_relative(a, x) != _is_relative(b, y):
                continue  # 'last year', 'in 2013': of what year is not known
            alike = context_similarity(a, x[:2], b, y[:2])
            clash = _do_clash(a, x, b, y, alike)
            if clash is not None:
                far = clash and measure_distance(x, y) > CLOSE
                rank = (far, -alike, x.start + y.start, x.start)
                candidates.append((rank, x.start, y.start, (x, y, clash, alike)))
    return [
        Difference(
            0.8 * (0.6 + 0.4 * alike),
            "clash",
            a.reading(x.start, x.end, _show_date(a, x)),
            b.reading(y.start, y.end, _show_date(b, y)),
        )
        for x, y, clash, alike in pair_off(candidates)
        if clash
    ]


def list_dates(side: AnnotatedSentence) -> list[tuple[Span, str]]:
    """Where the sentence tells which day, as a reading shows it."""
    return [((m.start, m.end), _show_date(side, m)) for m in list_usable(side)]


def differ_in_day(a: AnnotatedSentence, b: AnnotatedSentence) -> bool:
    """Whether both sentences name times of what they tell, and none in common."""
    left, right = (
        {value for span, value in list_dates(s) if not _is_telling(s, span)} for s in (a, b)
    )
    return bool(left and right) and not left & right


def _is_telling(side: AnnotatedSentence, day: Span) -> bool:
    """'said late Monday'."""
    before = [word.normal for word in side.words if word.end <= day[0]][-2:]
    return not load_words("laying_verbs.txt").isdisjoint(before)


def _do_clash(
    a: AnnotatedSentence, x: DateMention, b: AnnotatedSentence, y: DateMention, alike: float
) -> bool | None:
    """False: one time, or one holds the other; None: the acts differ."""
    if _are_same(a, x, b, y):
        return False
    apart = _are_apart(a, x, b, y)
    if apart is None or any(_are_same(a, x, b, m) for m in list_usable(b)):
        return None
    if any(_are_same(a, m, b, y) for m in list_usable(a)):
        return None
    if not apart:
        return False if alike >= LESS_EXACT else None
    pronouns = {_find_pronoun(a, x), _find_pronoun(b, y)} - {""}
    if len(pronouns) > 1 and x.precision != "beside":
        return None  # 'she resigned last month', 'he resigned in November'
    years = min(FINE[x.precision], FINE[y.precision]) >= FINE["year"]
    if (years and measure_distance(x, y) > FAR_YEARS) or _are_of_stages(a, x, b, y):
        return None
    is_span = x.precision == y.precision == "years" and measure_distance(x, y) <= CLOSE
    shared = share_of_fewer(a.content_stems, b.content_stems)
    telling = _dates_telling(a, x)
    is_led = x.precision == y.precision == "year" and _lead_alike(a, x, b, y)
    tale = SAME_TALE if alike < SAME_SLOT else NEAR_TALE
    if telling != _dates_telling(b, y) or (shared < tale and not (is_span or is_led)):
        return None
    if telling and shared < SAME_TELLING:
        return None  # statements of two days
    if x.precision in {"day", "weekday"} and not _find_act(a, x) & _find_act(b, y):
        return None  # 'a briefing on Sunday', 'invited on Friday'
    bar = NEAR_ACT if measure_distance(x, y) <= CLOSE else SAME_ACT
    return True if alike >= (SAME_SPAN if is_span or is_led else bar) else None


def _find_act(side: AnnotatedSentence, mention: DateMention) -> set[str]:
    """Stems of what happened then: the words beside a date, but for names; more behind one at the
    sentence's head."""
    before, after = _list_around(side, mention)
    return {*before[-1:], *after[: 1 if before else FIRST]}


def _list_around(side: AnnotatedSentence, mention: DateMention) -> tuple[list[str], list[str]]:
    """Stems of the content words before and behind a date, but for names and adverbs."""
    words = [w for w in side.words if w.content and side.text[w.start].islower()]
    words = [w for w in words if not w.normal.endswith("ly")]
    return (
        [w.stem for w in words if w.end <= mention.start],
        [w.stem for w in words if w.start >= mention.end],
    )


def _lead_alike(a: AnnotatedSentence, x: DateMention, b: AnnotatedSentence, y: DateMention) -> bool:
    """Whether the same words lead up to two years: 'his term ends in 2018', 'the term as mayor ends
    in 2019'."""
    one, two = (_list_around(*side)[0][-LEAD:] for side in ((a, x), (b, y)))
    return one[-1:] == two[-1:] and len({*one} & {*two}) >= LED


def measure_distance(x: DateMention, y: DateMention) -> float:
    """Days between two days; years between the beginnings of two years or spans; else far."""
    if not (x.low and y.low):
        return math.inf
    if FINE[x.precision] >= FINE["year"] and FINE[y.precision] >= FINE["year"]:
        return abs(int(x.low[:4]) - int(y.low[:4]))
    if FINE[x.precision] or FINE[y.precision]:
        # a month right beside a year is close; two months are far
        sizes = {x.precision, y.precision}
        return _gap_days(x, y) if sizes == {"month", "year"} else math.inf
    return abs((date.fromisoformat(x.low) - date.fromisoformat(y.low)).days)


def _gap_days(x: DateMention, y: DateMention) -> float:
    """Days from the end of the earlier to the beginning of the later."""
    first, second = sorted(((x.low or "", x.high or ""), (y.low or "", y.high or "")))
    return (date.fromisoformat(second[0]) - date.fromisoformat(first[1])).days


def _are_of_stages(
    a: AnnotatedSentence, x: DateMention, b: AnnotatedSentence, y: DateMention
) -> bool:
    """Whether they date two stages of a case: 'charged in 1957', 'acquitted in 1958'."""
    stages = set()
    for side, mention in ((a, x), (b, y)):
        words = [w for w in side.words if w.normal in load_group("stages")]
        near = min(words, key=lambda w: abs(w.start - mention.start), default=None)
        stages |= {near.normal} if near else set()
    return len(stages) > 1


def _find_pronoun(side: AnnotatedSentence, mention: DateMention) -> str:
    """'he' or 'she': the last such word before the date, else the first behind it; or ''."""
    text = side.text.casefold()
    before = _PRONOUN.findall(text, 0, mention.start)
    pronouns = before[-1:] or _PRONOUN.findall(text, mention.end)[:1]
    return "she" if pronouns and pronouns[0] in {"she", "her", "hers"} else "he" if pronouns else ""


def _dates_telling(side: AnnotatedSentence, mention: DateMention) -> bool:
    """Whether the date is that of the telling: 'told reporters on Thursday', 'said Friday'."""
    before = [w.normal for w in side.words if w.end <= mention.start][-SAYING_WITHIN:]
    after = [w.normal for w in side.words if w.start >= mention.end][:SAYING_WITHIN]
    return any(word in load_words("laying_verbs.txt") for word in before) or any(
        word in TELLINGS for word in (*before, *after)
    )


def list_usable(side: AnnotatedSentence, *, undated: bool = False) -> list[DateMention]:
    """The times in the outlet's own words that an act can have; undated: those reckoned from an
    unknown day ('two years ago') are reckoned from a fixed one."""
    beside = (
        DateMention(*hit.span(), None, None, "beside", False) for hit in _BESIDE.finditer(side.text)
    )
    mentions = (*side.dates, *beside)
    if undated:
        mentions = tuple(_reckon(side, mention) for mention in mentions)
    return [m for m in mentions if not m.recurring and not side.is_marked(m.start, m.end)]


def _is_relative(side: AnnotatedSentence, mention: DateMention) -> bool:
    return bool(_RELATIVE.search(side.text, mention.start, mention.end))


def _reckon(side: AnnotatedSentence, mention: DateMention) -> DateMention:
    """'last year', 'two months ago' from a fixed day; any other as it is."""
    if mention.low or not _is_relative(side, mention):
        return mention
    found = find_dates(side.text[mention.start : mention.end], side.language, LEAP_YEAR)
    return mention._replace(low=found[0].low, high=found[0].high) if len(found) == 1 else mention


def _are_same(a: AnnotatedSentence, x: DateMention, b: AnnotatedSentence, y: DateMention) -> bool:
    if _read_words(a, x) == _read_words(b, y) and _count_days_between(a, b) <= SAME_WEEK:
        return True
    if not (x.low and x.high and y.low and y.high):
        day = _day_of_year(a, x) if x.precision == y.precision == "day" else None
        return day is not None and day == _day_of_year(b, y)
    years = {FINE["year"], FINE["years"]} & {FINE[x.precision], FINE[y.precision]}
    if not years and not (_YEAR.search(_read_words(a, x)) and _YEAR.search(_read_words(b, y))):
        # the year was reckoned from the day of publication: no ground for a contrast
        return (x.low[5:], x.high[5:]) == (y.low[5:], y.high[5:])
    return (x.low, x.high) == (y.low, y.high)


def _count_days_between(a: AnnotatedSentence, b: AnnotatedSentence) -> int:
    """Days between the two publications; 0 where one is not known."""
    one, two = iso_day(a.day), iso_day(b.day)
    return abs((one - two).days) if one and two else 0


def _read_words(side: AnnotatedSentence, mention: DateMention) -> str:
    text = side.text[mention.start : mention.end].casefold()
    words = text.split()
    if words[-1] in {"week", "weekend", "month", "year"}:
        return " ".join(words)  # 'last week' is not 'this week'
    return " ".join(word for word in words if word not in LITTLE)


def _are_apart(
    a: AnnotatedSentence, x: DateMention, b: AnnotatedSentence, y: DateMention
) -> bool | None:
    """True: no common day; False: one holds the other; None: cannot be told.

    A day and a far year are hardly two times of one act: precisions two steps apart tell nothing.
    Nor does a month without a year, whose year is a guess, against a year.
    """
    for side, mention, other in ((a, x, y), (b, y, x)):
        guessed = mention.precision == "month" and _NAMED.search(_read_words(side, mention))
        if guessed and FINE[other.precision] > FINE["month"]:
            return None
    if x.low and x.high and y.low and y.high:
        if x.precision == y.precision == "years":
            return (x.low, x.high) != (y.low, y.high)
        apart = x.high < y.low or y.high < x.low
        return None if apart and abs(FINE[x.precision] - FINE[y.precision]) > 1 else apart
    if x.precision == y.precision == "day":
        one, two = _day_of_year(a, x), _day_of_year(b, y)
        return one[1] < two[0] or two[1] < one[0] if one and two else None
    return True if x.precision == y.precision and x.precision in {"weekday", "beside"} else None


def _day_of_year(side: AnnotatedSentence, mention: DateMention) -> Span | None:
    """'12 September' of an article without a day of publication as (912, 912): month and day."""
    text = side.text[mention.start : mention.end]
    mentions = [mention] if mention.low else find_dates(text, side.language, LEAP_YEAR)
    if (
        len(mentions) != 1
        or not mentions[0].low
        or not mentions[0].high
        or not re.search(r"\d", text)
    ):
        return None
    low, high = (int(end[5:].replace("-", "")) for end in (mentions[0].low, mentions[0].high))
    return low, high


def _show_date(side: AnnotatedSentence, mention: DateMention) -> str:
    reckoned = not side.day and _is_relative(side, mention)
    if not (mention.low and mention.high) or reckoned:
        return _read_words(side, mention)
    same = mention.low == mention.high
    return mention.low if same else f"{mention.low} to {mention.high}"
