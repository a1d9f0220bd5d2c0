"""Public sets become what training reads: small clones of our own making, of the same form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.public_sets import SETS, main
from training.evaluate.__main__ import STAGES

TEXT = 'Mayor Ada Pell said the pier was safe.\n\n"It will open," she said.'
BASIL = {
    "triplet-uuid": "e1", "source": "NYT", "date": "2015-01-02", "url": "http://x", "title": "Pier",
    "body-paragraphs": [["The pier burned. ", "It was old."], ["Nobody was hurt."]],
}  # fmt: skip
FILES = {
    "basil": {"articles/2015/e1_1.json": json.dumps(BASIL)},
    "neus": {
        f"data/naacl2022_lrc_roundup_random_order_probe/{split}.source": (
            "TITLE=> Pier burns. ARTICLE=> The pier burned. [SEP] TITLE=> Fire ARTICLE=> Fire.\n"
        )
        for split in ("train", "val", "test")
    },
    "polnear": {
        "data/dev/text/a.txt": TEXT,
        "data/dev/attributions/a_1.ann": "T1\tSource 0 14\tx\nT2\tContent 20 37\tx\n"
        "T3\tContent 40 45;46 55\tx\nE1\tAttribution:T9 Source:T1 Content:T2\nE2\tContent:T3\n",
        "data/dev/attributions/a_2.ann": "",
    },
    "cleaning": {
        "ground-truth.json": json.dumps(
            {"p": {"url": "http://x", "articleBody": "The pier " * 60}}
        ),
        "html/p.html.gz": "<html><body><article><p>" + "The pier " * 60 + "</p></article>",
    },
}
STAGE_OF = {"basil": "stories", "polnear": "quotes", "neus": "stories", "cleaning": "cleaning"}


@pytest.mark.parametrize("name", SETS)
def test_a_clone_becomes_a_set_that_its_stage_reads(name: str, tmp_path: Path) -> None:
    """Each set of docs/quality.md is converted, and the stage scores it."""
    for place, text in FILES[name].items():
        file = tmp_path / "clone" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    main(name, str(tmp_path / "clone"), str(tmp_path / "out"))
    rows = [
        json.loads(line)
        for line in (tmp_path / "out" / SETS[name][1]).read_text(encoding="utf-8").splitlines()
    ]
    assert rows
    path = tmp_path / "out" / (SETS[name][1] if STAGE_OF[name] == "stories" else "")
    assert STAGES[STAGE_OF[name]](path).mean
    if name == "basil":
        assert rows[0]["sentences"] == ["The pier burned. ", "It was old.", "Nobody was hurt."]
        assert rows[0]["paragraph_of_sentence"] == [0, 0, 1]
    if name == "polnear":
        spans = [row["content_spans"] for row in rows[0]["attributions"]]
        assert spans == [[[20, 37]], [[40, 45], [46, 55]]]
        assert [row["has_direct_quote"] for row in rows[0]["attributions"]] == [0, 1]
