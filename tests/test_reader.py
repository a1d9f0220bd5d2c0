"""The reader: a small model that reads two sentences together."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from events import texts_of
from hypothesis import given
from hypothesis import strategies as st

from compare import compare_articles, datafiles
from compare.errors import OptionError
from compare.matching import match_sentences, reader, scorer_signature
from compare.matching.reader import choose_pairs, load_reader
from compare.model import Article
from compare.options import Options
from compare.text.sentences import article_sentences

SAME = ("The mayor resigned on Monday.", "On Monday the mayor stepped down.")
OTHER = ("The mayor resigned on Monday.", "The mayor opened a school on Monday.")
FIRST, SECOND = np.array([0]), np.array([1])


def odds(one: str, two: str) -> float:
    return float(load_reader().read([one, two], FIRST, SECOND)[0])


def articles(*texts: str, language: str = "en") -> list[Article]:
    return [
        Article(f"a{n}", f"Outlet {n}", "", text, language=language) for n, text in enumerate(texts)
    ]


def test_what_says_the_same_is_likelier_than_what_shares_its_words() -> None:
    """A paraphrase in other words before another act on the same day."""
    assert odds(*SAME) > odds(*OTHER)


def test_either_order_gives_the_same() -> None:
    """The reading of a pair is one number."""
    assert odds(*OTHER) == odds(*OTHER[::-1])


def test_any_text_is_read() -> None:
    """Empty, very long, other scripts, half of a surrogate pair."""
    texts = ["", "word " * 5000, "漢字かな", "\ud83d", "a"]
    first, second = np.triu_indices(len(texts), 1)
    found = load_reader().read(texts, first, second)
    assert np.isfinite(found).all()


def test_threads_do_not_matter() -> None:
    """One thread or two: the same bytes."""
    code = (
        "import onnxruntime as o; made = o.SessionOptions\n"
        "def session(*a, n={n}):\n    s = made(); s.intra_op_num_threads = n; return s\n"
        "o.SessionOptions = session\n"
        "import numpy as np; from compare.matching.reader import load_reader\n"
        "texts = [f'The {{w}} burned {{n}} times.' for n in range(9) for w in ('pier', 'ship')]\n"
        "print(load_reader().read(texts, *np.triu_indices(len(texts), 1)).tolist())\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code.format(n=n)], capture_output=True, check=True
        ).stdout
        for n in (1, 2)
    ]
    assert said[0] == said[1]
    assert said[0]


def test_a_match_says_what_the_words_say_and_what_the_reading_says() -> None:
    """Both are among its parts; without a reader neither is, and the signature tells."""
    given_articles = articles(
        "The mayor resigned on Monday.", "Monday saw a mayor resign from office."
    )
    made = compare_articles(given_articles, possible=0.0)
    assert {"words", "reading"} <= dict(made.matches[0].parts).keys()
    plain = compare_articles(given_articles, possible=0.0, reader="none")
    assert not {"words", "reading"} & dict(plain.matches[0].parts).keys()
    assert "reader-" in made.signature
    assert "reader-" not in scorer_signature(Options(reader="none"))


def test_other_languages_are_matched_by_their_words() -> None:
    """The reader reads English; a German pair has no reading."""
    german = articles(
        "Der Hafen wurde am Montag nach einem Brand geschlossen.",
        "Nach einem Brand wurde der Hafen am Montag geschlossen.",
        language="de",
    )
    sentences = [s for article in german for s in article_sentences(article)]
    found = match_sentences(texts_of(sentences, german), Options(possible=0.0)).matches
    assert found
    assert all("reading" not in dict(match.parts) for match in found)


@given(st.lists(st.floats(0, 1), max_size=60), st.integers(1, 9))
def test_the_likeliest_are_read_within_the_budget(values: list[float], sentences: int) -> None:
    """No pair that is not read and asked for is likelier than one that is."""
    scores = np.array(values)
    english = np.ones(len(scores), bool)
    chosen = choose_pairs(scores, english, sentences)
    assert len(chosen) <= reader.PER_SENTENCE * sentences
    assert (np.diff(chosen) > 0).all()
    asked = (scores >= reader.FLOOR) & (scores < reader.CEILING)  # what is sure is not read
    left = np.setdiff1d(np.flatnonzero(asked), chosen)
    if len(left) and len(chosen):
        assert scores[left].max() <= scores[chosen].min()


def test_an_unknown_reader_is_an_error() -> None:
    """The message names those there are."""
    with pytest.raises(OptionError, match="small"):
        scorer_signature(replace(Options(), reader="large"))


@pytest.mark.parametrize("spoilt", ["missing", "damaged"])
def test_a_missing_or_damaged_file_is_an_error_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    """No silent fall-back: what to install, or how to do without."""
    folder = tmp_path / "data" / "reader"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text(json.dumps({"sha256": {"model.onnx": "0" * 64}}))
    if spoilt == "damaged":
        (folder / "model.onnx").write_bytes(b"no model")
    monkeypatch.setattr(datafiles, "files", lambda package: tmp_path)
    load_reader.cache_clear()
    try:
        with pytest.raises(OptionError, match="reader=none"):
            load_reader()
    finally:
        load_reader.cache_clear()
