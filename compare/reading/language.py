"""Which language an article is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

MIN_LETTERS = 20
MIN_CONFIDENCE = 0.5  # softmax of py3langid; true sentences score above 0.7, lists of names 0.05
SAMPLE = 4000  # characters; longer text changes nothing but the time

_LETTERS = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language, None where it is too short or not sure.

    Method: naive Bayes over byte n-grams (Lui & Baldwin 2012, langid.py), as in py3langid.
    """
    sample = text[:SAMPLE]
    if len(_LETTERS.findall(sample)) < MIN_LETTERS:
        return None
    code, confidence = _identifier().classify(sample)
    return code if confidence >= MIN_CONFIDENCE and len(code) == 2 else None


def language_code(value: str) -> str | None:
    """A two-letter code out of "en", "EN-us" or "en_GB"; None for anything else."""
    match = re.fullmatch(r"([a-zA-Z]{2})([-_][\w-]*)?", value.strip())
    return match.group(1).lower() if match else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
