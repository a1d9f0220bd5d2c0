"""Teach the reader (`compare.matching.reader`): short events, whole articles, doubts, claims.

    python -m training.reader WORK MODEL TRAIN_FOLDER DATA_FOLDER

WORK          a folder for what lies between; a step whose file is there is not done again
MODEL         folder of all-mpnet-base-v2 (config.json, model.safetensors, tokenizer.json)
TRAIN_FOLDER  marked events of whole articles
DATA_FOLDER   with neus/, allsides/, ecbplus/, newswcl50/, fnc/: the texts that `marks.jsonl` and
              `pairs.jsonl` mark (fnc: train_bodies.csv and test_bodies.csv, see `pairs.py`)

The reader is the lower half of the model (its upper layers can be left out at little loss: Sajjad
et al. 2023, Computer Speech & Language 77, arXiv 2004.03844) as a cross-encoder. It learns the
short events, then two thirds of the whole articles, then pairs that the reader so far was in doubt
about, together with some of what it learned before; then, with such pairs again, whether sentences
state claims (`claims.py`). It is shipped with its weights in 8 bits. What it reads in the third
left out tells `training.matching` what a reading is worth (WORK/readings.json), and how good it is.
Needs the dependency group `reader` (torch); about four hours on
two cores, or minutes with a GPU.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

from compare.evaluation.marked import marked_pairs, read_marked
from compare.matching import signals_of
from compare.matching.reader import FLOOR, MOST_TOKENS, OUTPUTS
from compare.matching.scorers import load_scorer
from compare.options import Options
from compare.text.annotate import AnnotatedSentence

from .claims import read_claims, read_public_claims, read_statements
from .pairs import read_pairs
from .short_events import LONG, read_short_events

FOLDS = 3  # one of so many whole articles is left out, to see what a reading is worth
PARTLY = 0.85, 0.7  # target and weight of a pair that the reader marked as partly the same
SHORT = 14_000, 24_000  # pairs of short events that are learned: marked, and others
NEGATIVES = 1.4  # others per marked pair of whole articles; the likelier ones more often
EASY = 0.9  # score by the words from which a marked pair teaches less
AGAIN = (
    8_000,
    5_000,
)  # pairs of whole articles and of short events, learned again with those in doubt
CLAIMS_AGAIN = 7_000  # pairs of whole articles, learned again with the claims
TIMES = 2  # that a judged cell of a row is learned
STATEMENT = 0.7  # weight of a statement, which is no row's words
RATES = {"short": 6e-5, "whole": 4e-5, "doubt": 4e-5, "claims": 4e-5}  # highest learning rates
LAYERS, FROZEN = 6, 2  # of the model, from the lowest; those that keep their weights, as embeddings
BATCH = 32
POOL = 40  # batches whose pairs are sorted by length together
OUT = Path("compare/data/reader")


class Example(NamedTuple):
    """Two sentences, or a claim and a sentence: the target of each output (`OUTPUTS`; 0..1), and
    what it weighs."""

    a: str
    b: str
    targets: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def is_claim(self) -> bool:
        """Whether a is a claim: the two are not to be swapped."""
        return not self.weights[0]


Rows = list[tuple[Example, float]]  # with the score by the words


def whole_examples(folder: Path, options: Options) -> dict[str, Rows]:
    """Event of whole articles -> its candidates with their marks."""
    examples = {}
    for event in read_marked(folder):
        some, plain = (marked_pairs(event.readers[0], grade) for grade in (1, 2))
        ordered = sorted(event.texts, key=lambda one: one.id)
        examples[event.name] = list_examples(ordered, some, plain, options)
    return examples


def short_examples(folder: Path, options: Options) -> Rows:
    """Of all short events, but for the longest sentences."""
    rows = []
    for ordered, some, plain in read_short_events(folder):
        rows += list_examples(ordered, some, plain, options)
    return [row for row in rows if max(len(row[0].a), len(row[0].b)) <= LONG]


def list_examples(
    ordered: Sequence[AnnotatedSentence],
    some: Set[tuple[str, str]],
    plain: Set[tuple[str, str]],
    options: Options,
) -> Rows:
    """An event's candidates with their marks, and the score that they have by the words.

    some, plain: pairs of sentence ids (a < b) marked as the same at least in part, and plainly.
    """
    first, second, signals = signals_of(ordered, options)
    if not len(first):
        return []
    rows = []
    scores = load_scorer(options).score(signals)
    for i, j, score in zip(first.tolist(), second.tolist(), scores.tolist(), strict=True):
        pair = ordered[i].id, ordered[j].id
        grade = 2 if pair in plain else int(pair in some)
        rows.append((make_example(ordered[i].text, ordered[j].text, grade), score))
    return rows


def make_example(a: str, b: str, grade: int) -> Example:
    """Two sentences with a mark: 2 (both plainly state one fact), 1 (in part), 0."""
    target, weight = ((0.0, 1.0), PARTLY, (1.0, 1.0))[grade]
    return Example(a, b, (target, float(grade == 2), 0.0, 0.0), (weight, 0.5 * weight, 0.0, 0.0))


def make_claim(claim: str, sentence: str, grade: int, weight: float = 1.0) -> Example:
    """A claim and a sentence with its grade: 2 (it states the claim), 1 (in part), 0."""
    return Example(
        claim, sentence, (0.0, 0.0, float(grade > 0), float(grade > 1)), (0.0, 0.0, weight, weight)
    )


def claim_examples(folder: Path, data: Path, left_out: Set[str]) -> list[Example]:
    """Of all events but those left out."""
    examples = TIMES * [make_claim(*row) for row in read_public_claims(data)]
    for event in read_marked(folder):
        if event.name not in left_out:
            examples += TIMES * [make_claim(*row) for row in read_claims(event)]
            examples += [make_claim(*row, STATEMENT) for row in read_statements(event)]
    return examples


def list_left_out(folder: Path) -> frozenset[str]:
    """The events of whole articles that the reader does not learn."""
    return frozenset(sorted(event.name for event in read_marked(folder))[::FOLDS])


def sample_short(rows: Rows) -> list[Example]:
    """Of the short events `SHORT` pairs, fewer of those that the words alone tell."""
    marked = [(e, 1.05 - score if score > EASY else 1.0) for e, score in rows if e.targets[0]]
    others = [(e, 0.05 + score) for e, score in rows if not e.targets[0]]
    return [*_draw(marked, SHORT[0]), *_draw(others, SHORT[1])]


def sample_whole(rows: Rows) -> list[Example]:
    """All marked pairs, and as many others per marked one, drawn by their score."""
    marked = [example for example, _ in rows if example.targets[0]]
    others = [(example, 0.05 + score) for example, score in rows if not example.targets[0]]
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
    """A transformer with a head of `OUTPUTS`, for training."""

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        width = encoder.config.hidden_size
        encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
        encoder.embeddings.requires_grad_(False)
        encoder.encoder.layer[:FROZEN].requires_grad_(False)

        class Head(torch.nn.Module):  # type: ignore[misc]
            def __init__(self) -> None:
                super().__init__()
                self.encoder = encoder
                self.drop, self.dense = torch.nn.Dropout(0.1), torch.nn.Linear(width, width)
                self.out = torch.nn.Linear(width, OUTPUTS)

            def forward(self, input_ids: Any, attention_mask: Any) -> Any:
                states = self.encoder(input_ids, attention_mask).last_hidden_state
                mask = attention_mask.unsqueeze(-1)
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
        """One epoch of AdamW, two sentences in either order, the rate rising, then falling."""
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
            kept = [e.is_claim or dice.random() < 0.5 for e in rows]
            pairs = [(e.a, e.b) if keep else (e.b, e.a) for e, keep in zip(rows, kept, strict=True)]
            with torch.autocast("cpu", torch.bfloat16):
                logits = self.model(**self.inputs(pairs)).float()
            losses = loss_of(logits, torch.tensor([e.targets for e in rows]))
            loss = (losses * torch.tensor([e.weights for e in rows])).sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            plan.step()
            if step % 50 == 0:
                sys.stdout.write(f"{name}: batch {step} of {steps}, loss {loss.item():.3f}\n")
                sys.stdout.flush()

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
        """The log-odds of each pair, one of each output."""
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


def export(reader: CrossEncoder, source: Path, out: Path) -> None:
    """model.onnx in 8 bits (7 of them used, so that processors without VNNI agree), tokenizer.json,
    card.json with their hashes."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    reader.model.train(False)
    sample = reader.inputs([("A fire closed the port.", "The port was closed.")] * 2)
    names = list(sample)
    out.mkdir(parents=True, exist_ok=True)
    unquantized = out / "whole.onnx"
    torch.onnx.export(
        reader.model, (), unquantized, kwargs={name: sample[name] for name in names},
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


def read_events(reader: CrossEncoder, events: Mapping[str, Rows]) -> dict[str, list[float]]:
    """Event -> the log-odds of its candidates, in their order; -10 for those never read."""
    readings = {}
    for name, rows in events.items():
        places = [k for k, (_, score) in enumerate(rows) if score >= FLOOR]
        odds = reader.read([(rows[k][0].a, rows[k][0].b) for k in places])
        readings[name] = [-10.0] * len(rows)
        for k, row in zip(places, odds, strict=True):
            readings[name][k] = row[0]
    return readings


def main(arguments: Sequence[str]) -> None:
    """All steps, one after another."""
    work, folder, train, data = map(Path, arguments)
    work.mkdir(parents=True, exist_ok=True)
    options = Options(reader="none")
    reader = CrossEncoder(folder)
    events = whole_examples(train, options)
    left_out = {name: events[name] for name in sorted(list_left_out(train))}
    learned = [row for name in sorted(events) if name not in left_out for row in events[name]]

    def draw_again() -> list[Example]:
        whole, short = sample_whole(learned), sample_short(short_examples(data, options))
        dice = random.Random(0)
        parts = zip((whole, short), AGAIN, strict=True)
        return [one for part, most in parts for one in dice.sample(part, min(most, len(part)))]

    steps: dict[str, Callable[[], list[Example]]] = {
        "short": lambda: sample_short(short_examples(data, options)),
        "whole": lambda: sample_whole(learned),
        "doubt": lambda: [*(make_example(*row) for row in read_pairs(data)), *draw_again()],
        "claims": lambda: [
            *claim_examples(train, data, left_out.keys()),
            *random.Random(1).sample(sample_whole(learned), CLAIMS_AGAIN),
        ],
    }
    for step, draw in steps.items():
        weights = work / f"{step}.safetensors"
        if weights.exists():
            reader.load(weights)
        else:
            reader.train(draw(), RATES[step], step)
            reader.save(weights)
    readings = json.dumps(read_events(reader, left_out))
    (work / "readings.json").write_text(readings, encoding="utf-8")
    export(reader, folder, OUT)


if __name__ == "__main__":
    main(sys.argv[1:])
