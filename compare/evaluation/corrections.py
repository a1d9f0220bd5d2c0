"""A user's corrections as marks: what the tool says by itself of the pairs that they judged.

PATH: a folder of articles with its corrections.toml. What it says of articles is used; what it says
of sentences is not, and is then looked for in the result.
"""

from __future__ import annotations

from pathlib import Path

from ..corrections import Corrections, Replay
from ..errors import InputError
from ..options import Options
from ..pipeline import compare_articles
from ..reading import read_articles
from .scores import Scores


def score_corrections(path: Path, options: Options) -> Scores:
    """Shares (0..1) that the tool gets right unaided, and how many there are (`n_`).

    joined    joined pairs of sentences that stand in one fact
    parted    parted pairs that stand in none together
    contrasts contrasts marked as none that are not shown

    NaN where there is none of a kind. Raises InputError where nothing of this is marked.
    """
    articles = read_articles(path)
    unaided = compare_articles(articles, options, corrections=Corrections())
    replay = Replay(articles.corrections, unaided.articles, unaided.sentences)
    facts = [frozenset(fact.sentences) for fact in unaided.facts]
    contrasts = [(c.kind, {r.sentence for r in c.readings}) for c in unaided.contrasts]
    right = {
        "joined": [any(pair <= fact for fact in facts) for _, pair in replay.marks("join")],
        "parted": [not any(pair <= fact for fact in facts) for _, pair in replay.marks("part")],
        "contrasts": [
            not any(kind == entry.values["kind"] and pair <= ids for kind, ids in contrasts)
            for entry, pair in replay.marks("contrast")
        ],
    }
    if not any(right.values()):
        raise InputError(path, "no corrections of sentences", "join or part some, then try again")
    figures = {f"n_{name}": float(len(marks)) for name, marks in right.items()}
    shares = {
        name: sum(marks) / len(marks) if marks else float("nan") for name, marks in right.items()
    }
    return Scores({**shares, **figures})
