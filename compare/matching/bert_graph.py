"""A BERT encoder's published weights as an ONNX graph, where a model's folder holds no ONNX file.

Built in memory with `onnx.helper`; no torch. Post-norm BERT (Devlin et al. 2019, NAACL) with GELU,
which is what the MiniLM, E5, BGE and GTE families of small sentence encoders are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

OPSET = 20  # the first with Gelu as an operator of its own


def bert_graph(folder: Path) -> bytes:
    """The serialised graph: input_ids, attention_mask (batch, tokens) -> (batch, tokens, width).

    folder: holds `config.json` (model_type "bert") and `model.safetensors`. Raises ValueError for
    another architecture.
    """
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ValueError(f"a {config.get('model_type')} model needs an ONNX file beside it")
    weights = {
        name.removeprefix("bert."): value
        for name, value in load_file(folder / "model.safetensors").items()
    }
    graph = _Graph(weights, config)
    output = graph.encoder()
    int64 = TensorProto.INT64
    inputs = [
        helper.make_tensor_value_info(name, int64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    shape = ["batch", "tokens", config["hidden_size"]]
    outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)]
    made = helper.make_graph(graph.nodes, "bert", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    serialised: bytes = model.SerializeToString()
    return serialised


class _Graph:
    """Nodes and constants as they come; every method returns the name of its output."""

    def __init__(self, weights: dict[str, Any], config: dict[str, Any]) -> None:
        self.weights, self.config = weights, config
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, value: Any) -> str:
        from onnx import numpy_helper

        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str) -> Any:
        import numpy as np

        return self.weights[name].astype(np.float32)

    def linear(self, name: str, value: str) -> str:
        product = self.node("MatMul", value, self.constant(self.weight(f"{name}.weight").T.copy()))
        return self.node("Add", product, self.constant(self.weight(f"{name}.bias")))

    def norm(self, name: str, value: str) -> str:
        scale, shift = (self.constant(self.weight(f"{name}.{part}")) for part in ("weight", "bias"))
        epsilon = float(self.config["layer_norm_eps"])
        return self.node("LayerNormalization", value, scale, shift, axis=-1, epsilon=epsilon)

    def encoder(self) -> str:
        import numpy as np

        words = self.constant(self.weight("embeddings.word_embeddings.weight"))
        places = self.weight("embeddings.position_embeddings.weight")
        kinds = self.weight("embeddings.token_type_embeddings.weight")
        length = self.node("Gather", self.node("Shape", "input_ids"), self.constant(np.array([1])))
        # the type of the first segment is everybody's: it goes into the places
        cut = self.node(
            "Slice", self.constant(places + kinds[0]), self.constant(np.array([0])), length
        )
        value = self.norm(
            "embeddings.LayerNorm", self.node("Add", self.node("Gather", words, "input_ids"), cut)
        )
        kept = self.node("Cast", "attention_mask", to=1)
        absent = self.node("Sub", self.constant(np.float32(1)), kept)
        far = self.node("Mul", absent, self.constant(np.float32(-1e9)))
        mask = self.node("Unsqueeze", far, self.constant(np.array([1, 2])))
        for layer in range(self.config["num_hidden_layers"]):
            value = self.layer(f"encoder.layer.{layer}", value, mask)
        return value

    def layer(self, name: str, value: str, mask: str) -> str:
        import numpy as np

        heads = self.config["num_attention_heads"]
        each = self.config["hidden_size"] // heads
        split = self.constant(np.array([0, 0, heads, each]))
        query, key, content = (
            self.node(
                "Transpose",
                self.node("Reshape", self.linear(f"{name}.attention.self.{part}", value), split),
                perm=order,
            )
            for part, order in (
                ("query", [0, 2, 1, 3]),
                ("key", [0, 2, 3, 1]),
                ("value", [0, 2, 1, 3]),
            )
        )
        scale = self.constant(np.float32(each**-0.5))
        scores = self.node("Add", self.node("Mul", self.node("MatMul", query, key), scale), mask)
        mixed = self.node("MatMul", self.node("Softmax", scores, axis=-1), content)
        joined = self.node(
            "Reshape",
            self.node("Transpose", mixed, perm=[0, 2, 1, 3]),
            self.constant(np.array([0, 0, heads * each])),
        )
        attended = self.linear(f"{name}.attention.output.dense", joined)
        value = self.norm(f"{name}.attention.output.LayerNorm", self.node("Add", value, attended))
        inner = self.node("Gelu", self.linear(f"{name}.intermediate.dense", value))
        outer = self.linear(f"{name}.output.dense", inner)
        return self.norm(f"{name}.output.LayerNorm", self.node("Add", value, outer))
