"""What flows through the pipeline: frozen data, tuples, ids in place of back-references.

Everything here is plain data of the standard library, so that it pickles, compares, and lies
flat in JSON, CSV and Parquet. Offsets count characters (code points) in `Article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..summary import FactDisplay, show_fact, summary_counts, summary_html
from .parts import (
    TIERS,
    Cell,
    Contrast,
    Correction,
    Evidence,
    Fact,
    Match,
    Matching,
    Measure,
    Omission,
    Only,
    Origin,
    Reading,
    Saying,
    Speaker,
)
from .texts import WARNINGS, Article, Found, Removal, Sentence, Skipped

if TYPE_CHECKING:
    from ..options import Options

__all__ = [
    "TIERS", "WARNINGS", "Article", "Cell", "Comparison", "Contrast", "Correction", "Evidence",
    "Fact", "Found", "Match", "Matching", "Measure", "Omission", "Only", "Origin", "Reading",
    "Removal", "Saying", "Sentence", "Skipped", "Speaker",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything known of one event. `report` shows it, `tables` flattens it; both only read.

    facts  the sure ones; everything else here (contrasts, omissions, only, framing) rests on them
    leads  facts that are perhaps shared (`sure` is False): to be looked at, in no count
    speakers  those whom two outlets or more have speak on one matter: what each has them say
    """

    event: str
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    matches: tuple[Match, ...]
    nearest: tuple[Match, ...]
    facts: tuple[Fact, ...]
    contrasts: tuple[Contrast, ...]
    omissions: tuple[Omission, ...]
    only: tuple[Only, ...]
    origins: tuple[Origin, ...]
    framing: tuple[Measure, ...]
    skipped: tuple[Skipped, ...]
    options: Options
    signature: str
    leads: tuple[Fact, ...] = ()
    corrections: tuple[Correction, ...] = ()
    speakers: tuple[Speaker, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names of the outlets, sorted."""
        return tuple(sorted({article.outlet for article in self.articles}))

    def fact(self, name: str) -> FactDisplay:
        """A fact by its id, with its sentences and contrasts; shows itself in a notebook."""
        return show_fact(self, name)

    def __repr__(self) -> str:
        """Short: the whole of it would fill pages."""
        counts = ", ".join(f"{name}={n}" for name, n in summary_counts(self).items())
        return f"<Comparison {self.event!r}: {counts}>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return summary_html(self)
