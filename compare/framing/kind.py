"""What a measure is: one record, which reports, documents and the archive read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from ..model import Measure
    from ..options import Options
    from ..text.annotate import Texts

Measurer: TypeAlias = "Callable[[Texts, Options], Sequence[Measure]]"
OWN = "the outlet's own voice: quotations taken out, the headline counted once"


class MeasureKind(NamedTuple):
    """A measure with all that is said of it.

    name         as in `Measure.name`
    title        what a reader calls it
    explanation  one or two sentences for a reader: what is counted, what it does not say
    unit         what the value counts, with its range
    compute      (texts, options) -> its figures
    english      whether it reads English words: articles in other languages have no figure
    words        the option that names the user's own words ("" for none): without it nothing is
                 measured, with it articles of any language are
    shared_terms whether its terms are the same in every event, so that they add up over events
    """

    name: str
    title: str
    explanation: str
    unit: str
    compute: Measurer
    english: bool = True
    words: str = ""
    shared_terms: bool = False
