"""Which language an article is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..datafiles import load_group

MIN_LETTERS = 20
MIN_CONFIDENCE = 0.5  # softmax of py3langid; true sentences score above 0.7, lists of names 0.05
SAMPLE = 4000  # characters; longer text changes nothing but the time

# English running text holds a fifth to a third of these; Danish, the nearest tried, a twelfth
_ENGLISH = load_group("english")
SURE = 0.15  # share of them from which a text of MIN_WORDS is English without asking the model
MIN_WORDS = 20

_LETTERS = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language, None where it is too short or not sure.

    Method: naive Bayes over byte n-grams (Lui & Baldwin 2012, langid.py), as in py3langid. Plain
    English is told by its small words, since loading the model takes longer than five articles.
    """
    sample = text[:SAMPLE]
    words = sample.lower().split()
    if len(words) >= MIN_WORDS and sum(word in _ENGLISH for word in words) >= SURE * len(words):
        return "en"
    if len(_LETTERS.findall(sample)) < MIN_LETTERS:
        return None
    code, confidence = _load_identifier().classify(sample)
    return code if confidence >= MIN_CONFIDENCE and len(code) == 2 else None


def language_code(value: str) -> str | None:
    """A two-letter code out of "en", "EN-us" or "en_GB"; None for anything else."""
    match = re.fullmatch(r"([a-zA-Z]{2})([-_][\w-]*)?", value.strip())
    return match.group(1).lower() if match else None


@lru_cache(maxsize=1)
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
