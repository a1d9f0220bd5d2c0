"""Speed side by side: our matching, its floor, and what people use else.

    python -m benchmarks.speed [--texts STORIES_FILE ...] [--sizes 150 2000 20000 200000]
                               [--minilm FOLDER] [--onnx FOLDER]

The sentences are those of real articles, recombined (`benchmarks/recombined.py`), where `--texts`
names marked stories, else of made-up events (`benchmarks/synthetic.py`). Each contender works in a
process of its own, after its imports and one warm-up on another event; of `--repeat` runs, taken in
turns, the least processor time counts. "Whole" is that of the process, imports and warm-up
included. Writes benchmarks/speed.md; what stands there from "## Profiles" on is kept.
A contender that is not installed is skipped, one that a size is too large for is named so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.recombined import make_sentences as real_sentences
from benchmarks.synthetic import make_sentences

# sentences: (outlets, of each) where they are made up
SIZES = {150: (5, 30), 2_000: (50, 40), 20_000: (500, 40), 200_000: (5000, 40)}
WARM = (5, 30)
TOP = 10
RESULTS = Path(__file__).with_suffix(".md")
FLOOR = "floor: TF-IDF, sparse_dot_topn, RapidFuzz"


def ours(sentences: Sequence[Any], _: str) -> int:
    """compare.matching.match_sentences, default options; counts the matches and nearest."""
    from compare import Article, Options
    from compare.matching import match_sentences
    from compare.text.annotate import annotate

    articles = [Article(n, n, "", "") for n in sorted({s.article for s in sentences})]
    matching = match_sentences(annotate(articles, sentences), Options())
    return len({(m.a, m.b) for m in (*matching.matches, *matching.nearest)})


def floor(sentences: Sequence[Any], _: str) -> int:
    """The least that a matcher must do: pruned TF-IDF, each one's nearest, RapidFuzz on those."""
    import numpy as np
    from rapidfuzz import fuzz, process
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    texts = [s.text for s in sentences]
    vectors = TfidfVectorizer(stop_words="english", min_df=2).fit_transform(texts).tocsr()
    near = sp_matmul_topn(vectors, vectors.T.tocsr(), top_n=TOP).tocoo()
    outlet = np.unique([s.outlet for s in sentences], return_inverse=True)[1]
    keep = outlet[near.row] != outlet[near.col]
    low, high = np.minimum(near.row, near.col)[keep], np.maximum(near.row, near.col)[keep]
    pairs = np.unique(np.column_stack([low, high]), axis=0).tolist()
    one, two = [texts[i] for i, _ in pairs], [texts[j] for _, j in pairs]
    return len(process.cpdist(one, two, scorer=fuzz.token_set_ratio))


def cdist(sentences: Sequence[Any], _: str) -> int:
    """RapidFuzz, all with all."""
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = [s.text for s in sentences]
    scorer = fuzz.token_set_ratio
    return int(process.cdist(texts, texts, scorer=scorer, dtype=np.uint8, score_cutoff=70).size)


def grouper(sentences: Sequence[Any], _: str) -> int:
    """string_grouper: pairs from cosine 0.5 on, ten of each sentence at most."""
    import pandas as pd
    from string_grouper import match_strings

    texts = pd.Series([s.text for s in sentences])
    return len(match_strings(texts, max_n_matches=TOP, min_similarity=0.5))


def polyfuzz(sentences: Sequence[Any], _: str) -> int:
    """PolyFuzz with its TF-IDF, the nearest of each."""
    from polyfuzz import PolyFuzz
    from polyfuzz.models import TFIDF

    texts = [s.text for s in sentences]
    return len(PolyFuzz(TFIDF(n_gram_range=(3, 3))).match(texts, texts).get_matches())


def minilm(sentences: Sequence[Any], folder: str) -> int:
    """sentence-transformers, and the nearest of each by cosine."""
    from sentence_transformers import SentenceTransformer, util

    vectors = _load_once(lambda: SentenceTransformer(folder, device="cpu")).encode(
        [s.text for s in sentences], convert_to_tensor=True, show_progress_bar=False
    )
    return sum(len(row) for row in util.semantic_search(vectors, vectors, top_k=TOP))


def onnx(sentences: Sequence[Any], folder: str) -> int:
    """The same model on onnxruntime: model.onnx and tokenizer.json in the folder."""
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    def load() -> tuple[Any, Any]:
        tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        tokenizer.enable_truncation(256)
        tokenizer.enable_padding()
        return tokenizer, onnxruntime.InferenceSession(f"{folder}/model.onnx")

    tokenizer, session = _load_once(load)
    wanted = {node.name for node in session.get_inputs()}
    texts, rows = sorted((s.text for s in sentences), key=len), []
    for begin in range(0, len(texts), 32):
        batch = tokenizer.encode_batch(texts[begin : begin + 32])
        fields = {"input_ids": "ids", "attention_mask": "attention_mask",
                  "token_type_ids": "type_ids"}  # fmt: skip
        arrays = {
            name: np.array([getattr(one, field) for one in batch], np.int64)
            for name, field in fields.items()
            if name in wanted
        }
        states, mask = session.run(None, arrays)[0], arrays["attention_mask"][:, :, None]
        mean = (states * mask).sum(axis=1) / mask.sum(axis=1)
        rows.append(mean / np.linalg.norm(mean, axis=1, keepdims=True))
    unit = np.concatenate(rows)
    blocks = range(0, len(unit), 1000)
    nearest = [np.argpartition(-(unit[b : b + 1000] @ unit.T), TOP)[:, :TOP] for b in blocks]
    return sum(block.size for block in nearest)


class Contender(NamedTuple):
    """work: sentences and a model's folder -> pairs or rows found; most: sentences it can take."""

    work: Callable[[Sequence[Any], str], int]
    model: str = ""  # the option that names its model's folder
    most: int = 10**9
    limit: str = ""  # why no more


CONTENDERS = {
    "compare-news": Contender(ours),
    FLOOR: Contender(floor),
    "RapidFuzz cdist": Contender(cdist, most=5_000, limit="n² comparisons, minutes of time"),
    "string_grouper": Contender(grouper, most=20_000, limit="not done after 8 minutes"),
    "PolyFuzz TF-IDF": Contender(polyfuzz, most=20_000, limit="not tried"),
    "sentence-transformers MiniLM": Contender(minilm, "minilm", 5_000, "minutes of time"),
    "ONNX MiniLM": Contender(onnx, "onnx", 5_000, "minutes of time"),
}
_loaded: list[Any] = []


def _load_once(load: Callable[[], Any]) -> Any:
    """A model is loaded in the warm-up, as imports are."""
    if not _loaded:
        _loaded.append(load())
    return _loaded[0]


def measure_here(name: str, size: int, folder: str, texts: Sequence[Path]) -> dict[str, Any]:
    """Processor seconds of the work and of the process, its peak memory in MB, what was found."""
    sentences = make_sentences(*SIZES[size]) if not texts else real_sentences(texts, size)
    prepared = time.process_time()  # what making the sentences costs is not the contender's
    work = CONTENDERS[name].work
    try:
        work(make_sentences(*WARM, seed=1), folder)
    except ImportError as error:
        return {"skipped": f"not installed ({str(error).splitlines()[0]})"}
    start = time.process_time()
    pairs = work(sentences, folder)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = time.process_time() - prepared
    return {"seconds": spent, "whole": whole, "memory": peak, "found": pairs}


def measure(name: str, size: int, folder: str, texts: Sequence[Path]) -> dict[str, Any]:
    """The same in a process of its own, on one thread."""
    contender = CONTENDERS[name]
    if size > contender.most:
        return {"skipped": f"infeasible at {size:,}: {contender.limit}"}
    if contender.model and not folder:
        return {"skipped": f"no model: --{contender.model} FOLDER"}
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.speed", "--one", name]
    command += ["--sizes", str(size), *([f"--{contender.model}", folder] if folder else [])]
    command += ["--texts", *map(str, texts)] if texts else []
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    completed = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **threads}
    )
    if completed.returncode:
        return {"skipped": f"failed: {(completed.stderr.strip().splitlines() or ['killed'])[-1]}"}
    result: dict[str, Any] = json.loads(completed.stdout.splitlines()[-1])
    return result


def table(results: dict[tuple[str, int], dict[str, Any]], repeat: int, real: bool) -> str:
    """What was measured, as Markdown."""
    sizes = sorted({size for _, size in results})
    lines = ["# Speed of matching, side by side", "",
             f"Made by `python -m benchmarks.speed{' --texts FILE ...' if real else ''}`: "
             + ("real articles, recombined," if real else "made-up events,"),
             f"each contender in a process of its own on one thread, the least of {repeat} run(s).",
             f"Python {platform.python_version()} on {platform.machine()}. Imports, loading of",
             "models and a warm-up on another event count in the time of the whole process alone;",
             "memory is its peak, with the sentences themselves.", ""]  # fmt: skip
    for size in sizes:
        lines += [f"## {size:,} sentences", "",
                  "| contender | processor s | × floor | whole process s | × floor | peak MB "
                  "| pairs or rows found |",
                  "|---|---:|---:|---:|---:|---:|---:|"]  # fmt: skip
        base = results.get((FLOOR, size), {})
        for name in CONTENDERS:
            row = results.get((name, size))
            if row and "skipped" in row:
                lines.append(f"| {name} | – | – | – | – | – | {row['skipped']} |")
            elif row:
                cells = []
                for key in ("seconds", "whole"):
                    ratio = f"{row[key] / base[key]:.1f}" if key in base else "–"
                    cells.append(f"{row[key]:.2f} | {ratio}")
                lines.append(f"| {name} | {' | '.join(cells)} | {row['memory']:.0f} "
                             f"| {row['found']:,} |")  # fmt: skip
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write the table; with --one, measure a single contender here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--texts", type=Path, nargs="+", default=[])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--minilm", default="", help="folder of the sentence-transformers model")
    parser.add_argument("--onnx", default="", help="folder with model.onnx and tokenizer.json")
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folders = {
        name: getattr(arguments, c.model) if c.model else "" for name, c in CONTENDERS.items()
    }
    if arguments.one:
        here = measure_here(
            arguments.one, arguments.sizes[0], folders[arguments.one], arguments.texts
        )
        print(json.dumps(here))
        return
    results: dict[tuple[str, int], dict[str, Any]] = {}
    for size in arguments.sizes:
        for _ in range(arguments.repeat):
            for name in CONTENDERS:
                if "skipped" in results.get((name, size), ()):
                    continue
                row = measure(name, size, folders[name], arguments.texts)
                best = results.get((name, size), row)
                results[name, size] = min(best, row, key=lambda r: r.get("seconds", float("inf")))
                print(name, size, row, file=sys.stderr)
    text = table(results, arguments.repeat, bool(arguments.texts))
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(f"{text}\n## Profiles{old.partition('## Profiles')[2]}", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
