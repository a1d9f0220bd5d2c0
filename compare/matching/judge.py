"""A judge for the pairs in doubt: any OpenAI-compatible endpoint, asked only where one is named.

The question stands in `compare/data/judge_question.txt`. Answers are kept by the hash of question,
model and sentences, so that a run with the same answers at hand asks nobody and gives the same
bytes. Whatever goes wrong with an answer, the pair keeps the score that it had.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from ..datafiles import read_data_text
from ..disk import write_file
from ..errors import OptionError
from ..learned import log_odds, sigmoid
from ..model import TIERS, Match, Matching, Sentence
from ..options import Options
from ..outputs import claim_outputs
from .scorers import Scorer, load_scorer

DOUBT = 0.1  # score from which a pair below the bar is worth a question
ENOUGH = 5  # failures in a row after which the endpoint is taken to be gone
MOST_BYTES = 1_000_000  # bytes of an answer
KEY = "COMPARE_NEWS_JUDGE_KEY"
# answer -> what it adds to the log-odds of a pair's score. Of five sets of weights the one with the
# most rows right and found by a strong model (`evaluate --stage matching --judge-answers FILE`)
ANSWERS = {"yes": 3.0, "part": 1.0, "no": -3.0}
VALUES = {"yes": 1.0, "part": 0.5, "no": 0.0}  # answer -> what the judge says among a match's parts
_ANSWER = re.compile(r'[\s"\'.*`]*(yes|part|no)[\s"\'.*`]*', re.IGNORECASE)


@dataclass
class Judge:
    """Who is asked, and what was answered.

    model    name of the model, as the endpoint knows it
    address  base of the endpoint, such as http://localhost:11434/v1; None: only kept answers
    kept     file of the answers (JSON lines), read before and written after; None: not kept
    calls    questions asked at most
    timeout  seconds that one answer may take
    counts   what happened: asked, kept, refused, failed, left; tokens where the endpoint says
    """

    model: str
    address: str | None = None
    kept: Path | None = None
    calls: int = 200
    timeout: float = 60.0
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        if self.address is not None and urlsplit(self.address).scheme not in ("http", "https"):
            raise OptionError(f"a judge's address begins with http:// or https://: {self.address}")

    @property
    def signature(self) -> str:
        """Model and question, for the report's signature; no address."""
        return f"{self.model}@{hashlib.sha256(question().encode()).hexdigest()[:8]}"

    def settle(
        self,
        matching: Matching,
        sentences: Sequence[Sentence],
        options: Options,
        progress: Callable[[str], None] | None = None,
    ) -> Matching:
        """The matching with the pairs in doubt settled, the most doubtful first.

        An answer is one more piece of evidence: it adds to the pair's log-odds (`ANSWERS`), and is
        one of its parts ("judge", 0..1). A pair that is "same" already, or far below the bar,
        is not asked.
        """
        scorer = load_scorer(options)
        texts = {sentence.id: sentence.text for sentence in sentences}
        answers: dict[tuple[str, str], str] = {}
        doubtful = find_doubtful(matching.matches, matching.nearest, scorer.bars)
        kept_answers = self._read_answers()
        if self.kept and (
            kept_answers or self.address
        ):  # answers that are there make the file ours
            claim_outputs(self.kept.parent, [self.kept.name], "judge", force=bool(kept_answers))
        failed = 0
        for number, match in enumerate(doubtful, 1):
            pair = texts[match.a], texts[match.b]
            key = self._hash_question(*pair)
            if key in kept_answers:
                self.counts["kept"] += 1
            elif self.address is None or self.counts["asked"] >= self.calls or failed >= ENOUGH:
                self.counts["left"] += 1
                continue
            else:
                if progress:
                    progress(f"judging pair {number} of {len(doubtful)}")
                answer = self._ask_judge(*pair)
                failed = failed + 1 if answer is None else 0
                if answer is None:
                    continue
                kept_answers[key] = answer
                self._write_answers(kept_answers)
            answers[match.a, match.b] = kept_answers[key]
        return add_answers(matching, answers, scorer)

    def summary(self) -> str:
        """'judge MODEL: 12 asked, 3 kept, 1 failed' in one line."""
        tally = ", ".join(f"{n} {what}" for what, n in sorted(self.counts.items()))
        return f"judge {self.model}: {tally or 'nothing in doubt'}"

    def _hash_question(self, one: str, two: str) -> str:
        parts = [question(), self.model, *sorted((one, two))]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _ask_judge(self, one: str, two: str) -> str | None:
        """'yes', 'part' or 'no'; None where no such answer came."""
        self.counts["asked"] += 1
        first, second = sorted((one, two))
        body = {
            "model": self.model,
            "temperature": 0,
            "max_tokens": 2000,  # a model may think before it answers
            "messages": [
                {"role": "system", "content": question()},
                {"role": "user", "content": json.dumps({"a": first, "b": second})},
            ],
        }
        try:
            reply = self._post_body(json.dumps(body).encode())
            content = reply["choices"][0]["message"]["content"]
            self.counts["tokens"] += int((reply.get("usage") or {}).get("total_tokens") or 0)
            hit = _ANSWER.fullmatch(content)
        except (OSError, HTTPException, ValueError, LookupError, TypeError, AttributeError):
            self.counts["failed"] += 1
            return None
        if not hit:
            self.counts["refused"] += 1
            return None
        return hit[1].lower()

    def _post_body(self, body: bytes) -> Any:
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        url = f"{(self.address or '').rstrip('/')}/chat/completions"
        until = monotonic() + self.timeout
        parts: list[bytes] = []
        with build_opener(_NoRedirect).open(
            Request(url, body, headers), timeout=self.timeout
        ) as answer:
            # an answer that drips byte by byte must not outlast the time either
            while part := answer.read1(65_536):
                parts.append(part)
                if monotonic() > until or sum(map(len, parts)) > MOST_BYTES:
                    raise TimeoutError(url)
        return json.loads(b"".join(parts))

    def _read_answers(self) -> dict[str, str]:
        """Kept answers; a line that is none is passed over."""
        answers: dict[str, str] = {}
        if self.kept and self.kept.is_file():
            for line in self.kept.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    row = json.loads(line)
                    if row["answer"] in ANSWERS:
                        answers[row["key"]] = row["answer"]
                except (ValueError, LookupError, TypeError):
                    continue
        return answers

    def _write_answers(self, answers: dict[str, str]) -> None:
        """All answers, sorted, put in place whole."""
        if not self.kept:
            return
        lines = [json.dumps({"key": key, "answer": answers[key]}) + "\n" for key in sorted(answers)]
        write_file(self.kept, "".join(lines))


def find_doubtful(
    matches: Sequence[Match], nearest: Sequence[Match], bars: Mapping[str, float]
) -> list[Match]:
    """The pairs that are neither "same" nor far below the bar for a match, most doubtful first."""
    pairs = {(m.a, m.b): m for m in (*nearest, *matches)}
    doubtful = [m for m in pairs.values() if DOUBT <= m.score < bars["same"]]
    return sorted(doubtful, key=lambda m: (abs(m.score - bars[TIERS[0]]), m.a, m.b))


class _NoRedirect(HTTPRedirectHandler):
    """No redirect is followed: sentences go to the address that was named, nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


@cache
def question() -> str:
    """What the judge is asked."""
    return read_data_text("judge_question.txt")


def add_answers(
    matching: Matching, answers: Mapping[tuple[str, str], str], scorer: Scorer
) -> Matching:
    """The matching with answers (pair -> yes, part, no) added to the scores of their pairs."""
    pairs = {(m.a, m.b): m for m in (*matching.nearest, *matching.matches)}
    for pair, answer in answers.items():
        match = pairs[pair]
        score = round(sigmoid(log_odds(match.score) + ANSWERS[answer]), 6)
        parts = (*match.parts, ("judge", VALUES[answer]))
        pairs[pair] = replace(match, score=score, tier=scorer.tier(score), parts=parts)
    above = {pair: match for pair, match in pairs.items() if match.tier != "below"}
    return Matching(
        tuple(above[pair] for pair in sorted(above)),
        tuple(pairs[m.a, m.b] for m in matching.nearest),
    )
