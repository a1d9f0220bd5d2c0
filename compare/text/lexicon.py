"""The baseline lexicon of tone: VADER's words with their valences."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def vader() -> Any:
    """VADER's analyzer (Hutto & Gilbert 2014, Proceedings of ICWSM 8(1), 216-225)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def valence(word: str) -> float:
    """A lower-case word's mean human rating, -4 (most negative) .. 4; 0 for an unknown word."""
    return float(vader().lexicon.get(word, 0.0))
