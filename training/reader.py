"""Teach the small reader (`compare.matching.reader`) from marked events.

    python -m training.reader WORK STUDENT TRAIN_FOLDER DATA_FOLDER

WORK          a folder for what lies between; a step whose file is there is not done again
STUDENT       folder of all-MiniLM-L6-v2 (config.json, model.safetensors, tokenizer.json)
TRAIN_FOLDER  marked events of whole articles
DATA_FOLDER   with neus/, allsides/, ecbplus/, newswcl50/: the texts of the events that
              `training/marks.jsonl` marks

The student first learns the many short events of `marks.jsonl`, then the whole articles. Students
that each left a third of the latter out give the readings from which `training.matching` learns
what a reading is worth (WORK/readings.json); the one that learned all is shipped, its weights in
8 bits. Needs the dependency group `reader` (torch); an hour on two cores.

A line of `marks.jsonl` is an event: the set, its event or articles there, how many sentences each
article has, and its facts: sentences by article (A, B, ...) and number (0: the headline), "-" where
a sentence states the fact in part. They were marked by language models that read each event whole,
by the guide that the marked events follow; no similarity measure chose what they read.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence, Set
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from compare.evaluation.marked import marked_pairs, read_marked
from compare.matching import signals_of
from compare.matching.reader import MOST_TOKENS
from compare.matching.scorers import load_scorer
from compare.model import Article, Sentence
from compare.options import Options
from compare.text.annotate import AnnotatedSentence, annotate
from compare.text.sentences import split_sentences

MARKS = Path("training/marks.jsonl")
LETTERS = "ABCDEFGH"
FOLDS = 3  # students that each leave some marked events out
PARTLY = 0.85, 0.7  # target and weight of a pair that the reader marked as partly the same
SHORT = 14_000, 26_000  # pairs of short events that are learned: marked, and others
NEGATIVES = 1.4  # others per marked pair of whole articles; the likelier ones more often
EASY = 0.9  # score by the words from which a marked pair teaches less
LONG = 600  # characters above which a sentence of a short event is left out
RATES = {"short": 1e-4, "whole": 5e-5}  # highest learning rates
BATCH = 32
POOL = 40  # batches whose pairs are sorted by length together
OUT = Path("compare/data/reader")

Examples = dict[str, list[tuple["Example", float]]]


class Example(NamedTuple):
    """Two sentences; how far they state the same, and whether both do so plainly (0..1)."""

    a: str
    b: str
    same: float
    plain: float
    weight: float = 1.0


def marked_examples(folder: Path, options: Options) -> Examples:
    """Of the marked events of whole articles."""
    examples: Examples = {}
    for event in read_marked(folder):
        some, plain = (marked_pairs(event.readers[0], grade) for grade in (1, 2))
        examples[event.name] = _list_examples(list(event.texts), some, plain, options)
    return examples


def short_examples(folder: Path, options: Options) -> Examples:
    """Of the events of `marks.jsonl`; those whose texts are not cut as they were are left out."""
    texts = _read_texts(folder)
    examples: Examples = {}
    for line in MARKS.read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        keys = mark.get("articles") or [mark["event"]]
        rows = [row for key in keys for row in texts[mark["set"], key]]
        if [len(row) for row in rows] != mark["sentences"]:
            continue
        sentences = [
            Sentence(f"{letter}{k}", letter, letter, k, k, 0, len(text), text)
            for letter, row in zip(LETTERS, rows, strict=False)
            for k, text in enumerate(row)
        ]
        articles = [
            Article(one, one, "", " ".join(row)) for one, row in zip(LETTERS, rows, strict=False)
        ]
        facts = [{one.rstrip("-"): one.endswith("-") for one in f.split()} for f in mark["facts"]]
        pairs = {pair: f for f in facts for pair in combinations(sorted(f), 2)}
        some = {pair for pair in pairs if pair[0][0] != pair[1][0]}
        plain = {
            pair for f in facts for pair in combinations(sorted(f), 2)
            if pair in some and not (f[pair[0]] or f[pair[1]])
        }  # fmt: skip
        annotated = list(annotate(articles, sentences))
        name = f"{mark['set']} {' '.join(map(str, keys))}"
        examples[name] = _list_examples(annotated, some, plain, options)
    return examples


def _list_examples(
    sentences: Sequence[AnnotatedSentence],
    some: Set[tuple[str, str]],
    plain: Set[tuple[str, str]],
    options: Options,
) -> list[tuple[Example, float]]:
    """An event's candidates with their marks, and the score that they have by the words."""
    ordered = sorted(sentences, key=lambda one: one.id)
    first, second, signals = signals_of(ordered, options)
    if not len(first):
        return []
    rows = []
    scores = load_scorer(options).score(signals)
    for i, j, score in zip(first.tolist(), second.tolist(), scores.tolist(), strict=True):
        pair = ordered[i].id, ordered[j].id
        target, weight = (1.0, 1.0) if pair in plain else PARTLY if pair in some else (0.0, 1.0)
        texts = ordered[i].text, ordered[j].text
        rows.append((Example(*texts, target, float(pair in plain), weight), score))
    return rows


def _read_texts(folder: Path) -> dict[tuple[str, Any], list[list[str]]]:
    """(set, event or article) -> the sentences of its articles, headline first."""

    def rows(name: str) -> Iterator[Any]:
        return map(json.loads, (folder / name).read_text(encoding="utf-8").splitlines())

    texts: dict[tuple[str, Any], list[list[str]]] = {}
    for row in rows("neus/triplets.jsonl"):
        articles = [_cut_article(one["title"], one["text"]) for one in row["articles"]]
        texts["neus", row["id"]] = [one for one in articles if one]
    for row in rows("allsides/stories.jsonl"):
        articles = [_cut_article(one["title"], one["excerpt"]) for one in row["articles"]]
        texts["allsides", str(row["id"])] = [one for one in articles if one]
    for name in ("ecbplus/documents.jsonl", "newswcl50/articles.jsonl"):
        for row in rows(name):
            sentences = [_join_marks(s) for s in row["sentences"] if not s.startswith("http")]
            texts[name.split("/")[0], row["id"]] = [sentences]
    return texts


def _cut_article(title: str | None, body: str | None) -> list[str]:
    """The headline and the sentences, each once."""
    rows: dict[str, str] = {}
    body = body or ""
    for text in [title or "", *(body[a:b] for a, b in split_sentences(body))]:
        text = " ".join(text.split())
        if text:
            rows.setdefault(re.sub(r"\W", "", text.lower()), text)
    return list(rows.values())


def _join_marks(text: str) -> str:
    """A tokenised sentence with its marks at the words again."""
    text = re.sub(r"\s+([,.;:!?%)\]’])", r"\1", re.sub(r"([(\[$‘])\s+", r"\1", text))
    return text.replace(" 's", "'s").replace(" n't", "n't")


def sample_short(rows: Sequence[tuple[Example, float]]) -> list[Example]:
    """Of the short events: `SHORT` pairs, fewer of those that the words alone tell."""
    rows = [row for row in rows if max(len(row[0].a), len(row[0].b)) <= LONG]
    marked = [(e, 1.05 - score if score > EASY else 1.0) for e, score in rows if e.same]
    others = [(e, 0.05 + score) for e, score in rows if not e.same]
    return [*_draw(marked, SHORT[0]), *_draw(others, SHORT[1])]


def sample_examples(rows: Sequence[tuple[Example, float]]) -> list[Example]:
    """All marked pairs, and `NEGATIVES` others per marked one, drawn by their score."""
    marked = [example for example, _ in rows if example.same]
    others = [(example, 0.05 + score) for example, score in rows if not example.same]
    return marked + _draw(others, int(NEGATIVES * len(marked)))


def _draw(weighted: Sequence[tuple[Example, float]], number: int) -> list[Example]:
    import numpy as np

    chance = np.array([weight for _, weight in weighted])
    dice = np.random.default_rng(0)
    size = min(number, len(weighted))
    return [
        weighted[k][0]
        for k in dice.choice(len(weighted), size, replace=False, p=chance / chance.sum())
    ]


class CrossEncoder:
    """A transformer with a head of two outputs (the same; plainly the same), for training."""

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        width = encoder.config.hidden_size
        encoder.embeddings.requires_grad_(
            False
        )  # half of the weights, and what news says is in them

        class Head(torch.nn.Module):  # type: ignore[misc]
            def __init__(self) -> None:
                super().__init__()
                self.encoder = encoder
                self.drop, self.dense = torch.nn.Dropout(0.1), torch.nn.Linear(width, width)
                self.out = torch.nn.Linear(width, 2)

            def forward(self, **inputs: Any) -> Any:
                states = self.encoder(**inputs).last_hidden_state
                mask = inputs["attention_mask"].unsqueeze(-1)
                mean = (states * mask).sum(1) / mask.sum(1)
                return self.out(torch.tanh(self.dense(self.drop(mean + states[:, 0]))))

        self.model = Head()

    def inputs(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """What the model takes for a batch of pairs."""
        return self.tokenizer(
            [a for a, _ in pairs], [b for _, b in pairs],
            truncation=True, max_length=MOST_TOKENS, padding=True, return_tensors="pt",
        )  # fmt: skip

    def train(self, examples: Sequence[Example], rate: float, name: str) -> None:
        """One epoch of AdamW, the two sentences in either order, the rate rising, then falling."""
        import torch

        batches = _make_batches([len(e.a) + len(e.b) for e in examples], random.Random(0))
        weights = [w for w in self.model.parameters() if w.requires_grad]
        optimiser = torch.optim.AdamW(weights, lr=rate, weight_decay=0.01)
        steps = len(batches)
        plan = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.02, 1 - s / steps)
        )
        loss_of, dice = torch.nn.BCEWithLogitsLoss(reduction="none"), random.Random(1)
        self.model.train()
        for step, batch in enumerate(batches):
            rows = [examples[k] for k in batch]
            pairs = [(e.a, e.b) if dice.random() < 0.5 else (e.b, e.a) for e in rows]
            with torch.autocast("cpu", torch.bfloat16):
                logits = self.model(**self.inputs(pairs)).float()
            losses = loss_of(logits, torch.tensor([(e.same, e.plain) for e in rows]))
            weight = torch.tensor([e.weight for e in rows])
            loss = (weight * (losses[:, 0] + 0.5 * losses[:, 1])).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            plan.step()
            if step % 50 == 0:
                sys.stdout.write(f"{name}: batch {step} of {steps}, loss {loss.item():.3f}\n")
                sys.stdout.flush()

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
        """The two log-odds of each pair."""
        import torch

        odds: list[list[float]] = [[]] * len(pairs)
        self.model.train(False)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            for batch in _make_batches([len(a) + len(b) for a, b in pairs], None):
                logits = self.model(**self.inputs([pairs[k] for k in batch])).float().tolist()
                for k, row in zip(batch, logits, strict=True):
                    odds[k] = [round(value, 3) for value in row]
        return odds

    def save(self, path: Path) -> None:
        """Keep the weights."""
        from safetensors.torch import save_model

        save_model(self.model, str(path))

    def load(self, path: Path) -> None:
        """Take up kept weights."""
        from safetensors.torch import load_model

        load_model(self.model, str(path))


def _make_batches(lengths: Sequence[int], dice: random.Random | None) -> list[list[int]]:
    """Places in batches of about one length; in a random order where there are dice."""
    places = list(range(len(lengths)))
    if dice:
        dice.shuffle(places)
    size = BATCH * POOL if dice else max(1, len(places))
    result = []
    for begin in range(0, len(places), size):
        pool = sorted(places[begin : begin + size], key=lambda k: (lengths[k], k))
        batches = [pool[k : k + BATCH] for k in range(0, len(pool), BATCH)]
        if dice:
            dice.shuffle(batches)
        result += batches
    return result


def export(student: CrossEncoder, source: Path, out: Path) -> None:
    """model.onnx in 8 bits (7 of them used, so that processors without VNNI agree), tokenizer.json,
    card.json with their hashes."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    student.model.train(False)
    sample = student.inputs([("A fire closed the port.", "The port was closed.")] * 2)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    out.mkdir(parents=True, exist_ok=True)
    unquantized = out / "whole.onnx"
    torch.onnx.export(
        student.model, (), unquantized, kwargs={name: sample[name] for name in names},
        input_names=names, output_names=["logits"], opset_version=17, dynamo=False,
        dynamic_axes={n: {0: "batch", 1: "tokens"} for n in names} | {"logits": {0: "batch"}},
    )  # fmt: skip
    quantize_dynamic(
        unquantized,
        out / "model.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
    )
    unquantized.unlink()
    shutil.copy(source / "tokenizer.json", out)
    contents = {name: (out / name).read_bytes() for name in ("model.onnx", "tokenizer.json")}
    card = {"sha256": {name: hashlib.sha256(contents[name]).hexdigest() for name in contents}}
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """All steps, one after another."""
    work, student_folder, train, data = map(Path, arguments)
    work.mkdir(parents=True, exist_ok=True)
    options = Options(reader="none")
    begun = work / "begun.safetensors"
    if not begun.exists():
        rows = [row for event in short_examples(data, options).values() for row in event]
        student = CrossEncoder(student_folder)
        student.train(sample_short(rows), RATES["short"], "short events")
        student.save(begun)
    marked = marked_examples(train, options)
    readings: dict[str, list[float]] = {}
    for fold in [*range(FOLDS), None]:
        student = CrossEncoder(student_folder)
        student.load(begun)
        names = sorted(marked)
        learning = [name for k, name in enumerate(names) if fold is None or k % FOLDS != fold]
        rows = [row for name in learning for row in marked[name]]
        student.train(sample_examples(rows), RATES["whole"], f"whole articles, fold {fold}")
        for name in set(names) - set(learning):
            odds = student.read([(example.a, example.b) for example, _ in marked[name]])
            readings[name] = [row[0] for row in odds]
        (work / "readings.json").write_text(json.dumps(readings), encoding="utf-8")
    export(student, student_folder, OUT)


if __name__ == "__main__":
    main(sys.argv[1:])
