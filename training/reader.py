"""Teach the small reader (`compare.matching.reader`) from marked and unmarked events.

    python -m training.reader WORK TEACHER STUDENT TRAIN_FOLDER DATA_FOLDER

WORK          a folder for what lies between; a step whose file is there is not done again
TEACHER       folder of all-mpnet-base-v2 (config.json, model.safetensors, tokenizer.json)
STUDENT       folder of all-MiniLM-L6-v2
TRAIN_FOLDER  marked events
DATA_FOLDER   with neus/, allsides/, ecbplus/, newswcl50/: articles of one event each, unmarked

The teacher learns the marked pairs. Its answers on pairs of the unmarked events teach the student
(distillation: Hinton, Vinyals & Dean 2015, arXiv 1503.02531), which then learns the marks. Three
students that each left a third of the marked events out give the readings from which
`train_matching` learns what a reading is worth (WORK/readings.json); the one that learned all is
shipped, its weights in 8 bits. Needs the dependency group `reader` (torch); hours on two cores.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from compare.evaluation.marked import marked_pairs, read_marked
from compare.matching import signals_of
from compare.matching.reader import MOST_TOKENS
from compare.matching.scorers import load_scorer
from compare.model import Article, Sentence
from compare.options import Options
from compare.text.annotate import annotate
from compare.text.sentences import split_sentences

FOLDS = 3  # students that each leave some marked events out
PARTLY = 0.85, 0.7  # target and weight of a pair that the reader marked as partly the same
NEGATIVES = {"teacher": 1.25, "student": 1.8}  # per marked pair; the likelier ones more often
RATES = {"teacher": 3e-5, "distil": 1e-4, "student": 5e-5}  # highest learning rates
FROZEN = 3  # lowest layers of the teacher, and its embeddings, that keep their weights
BATCH = 32
POOL = 40  # batches whose pairs are sorted by length together
OUT = Path("compare/data/reader")


class Example(NamedTuple):
    """Two sentences; how far they state the same, and whether both do so plainly (0..1)."""

    a: str
    b: str
    same: float
    plain: float
    weight: float = 1.0


def marked_examples(folder: Path, options: Options) -> dict[str, list[tuple[Example, float]]]:
    """Event -> its candidates with their marks, and the score that they have by the words."""
    scorer = load_scorer(options)
    examples = {}
    for event in read_marked(folder):
        ordered = sorted(event.texts, key=lambda one: one.id)
        first, second, signals = signals_of(ordered, options)
        some, plain = (marked_pairs(event.readers[0], grade) for grade in (1, 2))
        rows = []
        scores = scorer.score(signals)
        for i, j, score in zip(first.tolist(), second.tolist(), scores.tolist(), strict=True):
            pair = ordered[i].id, ordered[j].id
            whole = pair in plain
            target, weight = (1.0, 1.0) if whole else PARTLY if pair in some else (0.0, 1.0)
            texts = ordered[i].text, ordered[j].text
            rows.append((Example(*texts, target, float(whole), weight), score))
        examples[event.name] = rows
    return examples


def unmarked_pairs(folder: Path, options: Options, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Pairs of unmarked events, those that are likely by the words more often; each once."""
    scorer, dice = load_scorer(options), random.Random(seed)
    pairs_so_far: set[tuple[str, str]] = set()
    for articles in _unmarked_events(folder):
        sentences_given = [
            Sentence(f"{n}-{k:02d}", str(n), str(n), k, k, 0, len(text), text)
            for n, article in enumerate(articles)
            for k, text in enumerate(article)
            if text.strip()
        ]
        articles_given = [
            Article(str(n), str(n), "", " ".join(row)) for n, row in enumerate(articles)
        ]
        sentences = sorted(annotate(articles_given, sentences_given), key=lambda one: one.id)
        first, second, signals = signals_of(sentences, options)
        if not len(first):
            continue
        for i, j, score in zip(first, second, scorer.score(signals), strict=True):
            pair = sentences[i].text, sentences[j].text
            if dice.random() < 1.1 * (score + 0.03) and pair not in pairs_so_far:
                pairs_so_far.add(pair)
                if max(map(len, pair)) <= 700:
                    yield pair


def _unmarked_events(folder: Path) -> Iterator[list[list[str]]]:
    """The articles of each event, headline first, as sentences."""

    def rows(name: str) -> Iterator[Any]:
        return map(json.loads, (folder / name).read_text(encoding="utf-8").splitlines())

    def article(title: str, body: str) -> list[str]:
        return [title or "", *(body[a:b] for a, b in split_sentences(body or ""))]

    for row in rows("neus/triplets.jsonl"):
        yield [article(one["title"], one["text"]) for one in row["articles"]]
    for row in rows("allsides/stories.jsonl"):
        yield [article(one["title"], one["excerpt"]) for one in row["articles"]]
    for name, size in (("ecbplus/documents.jsonl", 4), ("newswcl50/articles.jsonl", 5)):
        events = defaultdict(list)
        for row in rows(name):
            events[row["event_id"]].append(["", *row["sentences"]])
        for documents in events.values():
            random.Random(0).shuffle(documents)
            for begin in range(0, len(documents) - 1, size):
                yield documents[begin : begin + size]


def sample_examples(rows: Sequence[tuple[Example, float]], negatives: float) -> list[Example]:
    """All marked pairs, and as many others per marked one, drawn by their score."""
    import numpy as np

    positives = [example for example, _ in rows if example.same]
    others = [(example, score) for example, score in rows if not example.same]
    chance = np.array([0.05 + score for _, score in others])
    number = min(len(others), int(negatives * len(positives)))
    places = np.random.default_rng(0).choice(
        len(others), number, replace=False, p=chance / chance.sum()
    )
    return positives + [others[k][0] for k in places]


class CrossEncoder:
    """A transformer with a head of two outputs (the same; plainly the same), for training."""

    def __init__(self, folder: Path, frozen: int = 0) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        width = encoder.config.hidden_size
        if frozen:
            frozen_parts = ("embeddings", *(f"encoder.layer.{k}." for k in range(frozen)))
            for name, weight in encoder.named_parameters():
                weight.requires_grad = not name.startswith(frozen_parts)

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


def teach(work: Path, folder: Path, marked: dict[str, list[tuple[Example, float]]]) -> CrossEncoder:
    """The teacher, from its kept weights where there are some."""
    teacher, weights = CrossEncoder(folder, FROZEN), work / "teacher.safetensors"
    if weights.exists():
        teacher.load(weights)
        return teacher
    rows = [row for event in marked.values() for row in event]
    teacher.train(sample_examples(rows, NEGATIVES["teacher"]), RATES["teacher"], "teacher")
    teacher.save(weights)
    return teacher


def distil(work: Path, folder: Path, pairs: Sequence[tuple[str, str]], answers: Any) -> Path:
    """The student that has learned the teacher's answers: the file of its weights."""
    import torch

    weights = work / "distilled.safetensors"
    if not weights.exists():
        student = CrossEncoder(folder)
        shares = torch.sigmoid(torch.tensor(answers)).tolist()
        examples = [Example(*pair, *row) for pair, row in zip(pairs, shares, strict=True)]
        student.train(examples, RATES["distil"], "student, by the teacher")
        student.save(weights)
    return weights


def main(arguments: Sequence[str]) -> None:
    """All steps, one after another."""
    work, teacher_folder, student_folder, train, data = map(Path, arguments)
    work.mkdir(parents=True, exist_ok=True)
    options = Options(reader="none")
    marked = marked_examples(train, options)
    answered = work / "answers.json"
    if not answered.exists():
        pairs = list(unmarked_pairs(data, options))
        answers = teach(work, teacher_folder, marked).read(pairs)
        answered.write_text(json.dumps([pairs, answers]), encoding="utf-8")
    pairs, answers = json.loads(answered.read_text(encoding="utf-8"))
    distilled = distil(work, student_folder, pairs, answers)
    readings: dict[str, list[float]] = {}
    for fold in [*range(FOLDS), None]:
        student = CrossEncoder(student_folder)
        student.load(distilled)
        names = sorted(marked)
        learning = [name for k, name in enumerate(names) if fold is None or k % FOLDS != fold]
        rows = [row for name in learning for row in marked[name]]
        student.train(
            sample_examples(rows, NEGATIVES["student"]), RATES["student"], f"student {fold}"
        )
        for name in set(names) - set(learning):
            odds = student.read([(example.a, example.b) for example, _ in marked[name]])
            readings[name] = [row[0] for row in odds]
    (work / "readings.json").write_text(json.dumps(readings), encoding="utf-8")
    export(student, student_folder, OUT)


if __name__ == "__main__":
    main(sys.argv[1:])
