"""Related words, and sentence-embedding models that run without torch."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from events import texts_of

from compare import Article, Options, compare_articles
from compare.errors import OptionError
from compare.matching import match_sentences, scorer_signature
from compare.matching.embeddings import find_model, load_encoder
from compare.matching.related import load_related, read_related, soft_signals
from compare.matching.semantic import semantic_signals
from compare.matching.terms import read_terms
from compare.model import Sentence

WIDTH, HEADS, LAYERS, INNER = 8, 2, 2, 12
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "ferry", "burnt", "boat", "was", "on", "fire"]
TEXTS = ["The ferry burnt.", "The boat was on fire.", "The ferry was on fire on the boat."]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers with random weights, as published models lie in their folders."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    folder = tmp_path_factory.mktemp("model")
    config = {
        "model_type": "bert", "hidden_act": "gelu", "hidden_size": WIDTH, "layer_norm_eps": 1e-12,
        "num_attention_heads": HEADS, "num_hidden_layers": LAYERS,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    save_file(_weights(), folder / "model.safetensors")
    tokenizer = Tokenizer(models.WordLevel({w: k for k, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _weights() -> dict[str, Any]:
    rng = np.random.default_rng(0)

    def some(*shape: int) -> Any:
        return rng.normal(0, 0.5, shape).astype(np.float32)

    made = {
        "embeddings.word_embeddings.weight": some(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": some(300, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
        "embeddings.LayerNorm.weight": some(WIDTH),
        "embeddings.LayerNorm.bias": some(WIDTH),
    }
    shapes = {
        "attention.self.query": (WIDTH, WIDTH), "attention.self.key": (WIDTH, WIDTH),
        "attention.self.value": (WIDTH, WIDTH), "attention.output.dense": (WIDTH, WIDTH),
        "attention.output.LayerNorm": (WIDTH,), "intermediate.dense": (INNER, WIDTH),
        "output.dense": (WIDTH, INNER), "output.LayerNorm": (WIDTH,),
    }  # fmt: skip
    for layer in range(LAYERS):
        for name, shape in shapes.items():
            made[f"encoder.layer.{layer}.{name}.weight"] = some(*shape)
            made[f"encoder.layer.{layer}.{name}.bias"] = some(shape[0])
    return made


def _by_hand(ids: list[int]) -> Any:
    """The same encoder as the paper writes it, one sentence at a time."""
    w = {name: value.astype(np.float64) for name, value in _weights().items()}

    def linear(name: str, x: Any) -> Any:
        return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]

    def norm(name: str, x: Any) -> Any:
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * w[f"{name}.weight"] + w[f"{name}.bias"]

    x = w["embeddings.word_embeddings.weight"][ids]
    x = x + w["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm("embeddings.LayerNorm", x + w["embeddings.token_type_embeddings.weight"][0])
    for k in range(LAYERS):
        at = f"encoder.layer.{k}"
        q, key, v = (linear(f"{at}.attention.self.{n}", x) for n in ("query", "key", "value"))
        heads = []
        for part in np.split(np.arange(WIDTH), HEADS):
            scores = q[:, part] @ key[:, part].T / math.sqrt(WIDTH / HEADS)
            share = np.exp(scores - scores.max(-1, keepdims=True))
            heads.append(share / share.sum(-1, keepdims=True) @ v[:, part])
        mixed = linear(f"{at}.attention.output.dense", np.concatenate(heads, axis=1))
        x = norm(f"{at}.attention.output.LayerNorm", x + mixed)
        inner = linear(f"{at}.intermediate.dense", x)
        inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        x = norm(f"{at}.output.LayerNorm", x + linear(f"{at}.output.dense", inner))
    return x[1:-1]


def test_published_weights_run_as_the_paper_writes_it(model: Path) -> None:
    """The graph built from safetensors gives the states of a BERT worked out by hand."""
    encoder = load_encoder(str(model))
    for text, (offsets, states) in zip(TEXTS, encoder.states(TEXTS), strict=True):
        words = text.lower().replace(".", " [UNK]").split()
        ids = [2, *(WORDS.index(word) for word in words), 3]
        assert np.allclose(states, _by_hand(ids), atol=1e-4)
        assert text[slice(*offsets[0])] == "The"


def test_a_model_joins_its_signals_and_signs(model: Path) -> None:
    """With a model the pairs carry its signals, and the signature names its weights."""
    sentences = [
        Sentence(f"o{k}-00", f"o{k}", f"O{k}", 1, 1, 0, len(t), t) for k, t in enumerate(TEXTS)
    ]
    options = Options(model=str(model), possible=0.0)
    assert match_sentences(texts_of(sentences), options).matches
    assert load_encoder(str(model)).digest[:8] in scorer_signature(options)
    assert scorer_signature(options) != scorer_signature(Options())


def test_a_model_compares_articles_in_different_languages(model: Path) -> None:
    """Words of each language are read by its own rules; nothing is called 'other language'."""
    texts = {"en": "Five sailors died in Brackwater.", "de": "In Brackwater starben fünf Seeleute."}
    articles = [Article(name, name, "", text, language=name) for name, text in texts.items()]
    made = compare_articles(articles, model=str(model), possible=0.0)
    assert made.matches
    assert not [item for item in made.skipped if "another language" in item.problem]


def test_signals_of_a_model_have_one_scale(model: Path) -> None:
    """Each is standardised over the event's pairs and symmetric in the pair."""
    first, second = np.array([0, 0, 1]), np.array([1, 2, 2])
    encoder, terms = load_encoder(str(model)), read_terms(TEXTS)
    found = semantic_signals(TEXTS, terms, encoder, first, second)
    swapped = semantic_signals(TEXTS, terms, encoder, second, first)
    for name, values in found.items():
        assert values.mean() == pytest.approx(0, abs=1e-6)
        assert np.allclose(values, swapped[name], atol=1e-5)


def test_a_missing_model_says_what_is_needed_and_where_was_looked(tmp_path: Path) -> None:
    """The error names the places; nothing is fetched."""
    with pytest.raises(OptionError, match=r"tokenizer\.json.*looked in"):
        find_model(str(tmp_path / "none"))


def test_weights_under_a_known_name_must_be_the_known_ones(model: Path, tmp_path: Path) -> None:
    """Other weights in a folder called all-MiniLM-L6-v2 are refused, with their hash."""
    folder = tmp_path / "all-MiniLM-L6-v2"
    folder.mkdir()
    for file in model.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with pytest.raises(OptionError, match="SHA-256"):
        load_encoder(str(folder))


def test_another_architecture_is_told(model: Path, tmp_path: Path) -> None:
    """A folder that holds no BERT and no ONNX file cannot be run, and says so."""
    for file in model.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "config.json").write_text('{"model_type": "t5"}', encoding="utf-8")
    with pytest.raises(OptionError, match="t5"):
        load_encoder(str(tmp_path))


def test_related_words_count_by_their_nearness() -> None:
    """'Killed' covers 'died' in part: more than an unrelated word, less than the word itself."""
    texts = [
        "Five sailors died.",
        "Five sailors died.",
        "Five sailors killed.",
        "Five sailors sang.",
    ]
    terms = read_terms(texts)
    first, second = np.array([0, 0, 0]), np.array([1, 2, 3])
    same, related, other = soft_signals(terms, first, second)["soft_both"]
    assert same == pytest.approx(1)
    assert same > related > other


def test_the_list_of_related_words_is_whole() -> None:
    """Every neighbour is a listed stem, every nearness lies in 0..1, no stem is its own."""
    related = load_related()
    assert related.documents > 1000
    for stem, others in related.near.items():
        for other, nearness in others:
            assert other in related.counts
            assert other != stem
            assert 0 < nearness <= 1


def test_a_stem_that_is_not_listed_is_rare() -> None:
    """Unknown words weigh most and have no neighbours."""
    related = read_related("# documents 99\nsay\t99\t\n")
    assert related.rarity("say") == 0
    assert related.rarity("zyx") == pytest.approx(math.log(100))
