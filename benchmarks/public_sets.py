"""Public annotated sets in the form that `training.evaluate` reads, from clones of theirs.

    git clone https://github.com/launchnlp/BASIL && git -C BASIL checkout 4fdbc4f
    python -m benchmarks.public_sets basil BASIL OUT

docs/quality.md names each set's repository and commit. The texts belong to their outlets.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

Rows = Iterator[dict[str, Any]]
_QUOTE = re.compile('["“”„«»]')


def read_basil(clone: Path) -> Rows:
    """An article a row; its sentences without the empty ones' paragraphs being lost."""
    for file in sorted(clone.glob("articles/*/*.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        paragraphs = list(enumerate(record["body-paragraphs"]))
        yield {
            "id": file.stem,
            "event_id": record["triplet-uuid"],
            "outlet": record["source"].lower(),
            "date": record["date"],
            "url": record["url"],
            "title": record["title"],
            "sentences": [sentence for _, group in paragraphs for sentence in group],
            "paragraph_of_sentence": [number for number, group in paragraphs for _ in group],
        }


def read_neus(clone: Path) -> Rows:
    """A story a row, of three short articles."""
    folder = clone / "data" / "naacl2022_lrc_roundup_random_order_probe"
    for split in ("train", "val", "test"):
        lines = (folder / f"{split}.source").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            parts = [part.partition("ARTICLE=>") for part in line.split("[SEP]")]
            articles = [
                {"title": head.replace("TITLE=>", "").strip(), "text": text.strip()}
                for head, _, text in parts
            ]
            yield {"id": f"neus-{split}-{number}", "split": split, "articles": articles}


def read_polnear(clone: Path) -> Rows:
    """An article a row with its attributions (brat's standoff), by its first annotator."""
    for split in ("train", "dev", "test"):
        folder = clone / "data" / split
        files = sorted(folder.glob("attributions/*.ann"))
        for name, group in groupby(files, key=lambda file: file.stem.rpartition("_")[0]):
            text = (folder / "text" / f"{name}.txt").read_text(encoding="utf-8")
            marks = next(group).read_text(encoding="utf-8")
            yield {"id": name, "split": split, "text": text, "attributions": _brat(marks, text)}


def _brat(marks: str, text: str) -> list[dict[str, Any]]:
    spans: dict[str, list[list[int]]] = {}
    for hit in re.finditer(r"^(T\d+)\t\w+ ([\d ;]+)\t", marks, re.M):
        spans[hit[1]] = [[int(end) for end in part.split()] for part in hit[2].split(";")]
    entries = []
    for hit in re.finditer(r"^E\d+\t(.*)$", marks, re.M):
        sides: dict[str, list[list[int]]] = {"Source": [], "Content": []}
        for role, name in re.findall(r"([A-Za-z]+)\d*:(T\d+)", hit[1]):
            if role in sides:
                sides[role] = sorted(sides[role] + spans.get(name, []))
        content = "".join(text[start:end] for start, end in sides["Content"])
        entries.append(
            {
                "content_spans": sides["Content"],
                "source_spans": sides["Source"],
                "has_direct_quote": int(bool(_QUOTE.search(content))),
            }
        )
    return entries


def read_pages(clone: Path) -> Rows:
    """A page a row with its body as people marked it; the HTML stays in the clone."""
    truth = json.loads((clone / "ground-truth.json").read_text(encoding="utf-8"))
    for name, record in sorted(truth.items()):
        file = str((clone / "html" / f"{name}.html.gz").resolve())
        yield {
            "id": name,
            "url": record["url"],
            "gold_text": record["articleBody"],
            "html_file": file,
        }


# set -> (how its clone is read, the file that is written)
SETS: dict[str, tuple[Callable[[Path], Rows], str]] = {
    "basil": (read_basil, "articles.jsonl"),
    "neus": (read_neus, "triplets.jsonl"),
    "polnear": (read_polnear, "articles.jsonl"),
    "cleaning": (read_pages, "pages.jsonl"),
}


def main(name: str, clone: str, out: str) -> None:
    """Write the set; says where."""
    reader, file = SETS[name]
    place = Path(out) / file
    place.parent.mkdir(parents=True, exist_ok=True)
    rows = [json.dumps(row, ensure_ascii=False) for row in reader(Path(clone))]
    place.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{place}: {len(rows)} rows")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in SETS:
        sys.exit(f"python -m benchmarks.public_sets {{{','.join(SETS)}}} CLONE OUT")
    main(*sys.argv[1:])
