"""Export: the learned weights as one ONNX file of small integers, with the vocabulary and all settings inside.

The graph is built node by node, so that no tracer's whims enter the file, and with the fused operators that
onnxruntime has for encoders. Matrices become 8-bit integers, a scale for each column; with the reduced range (7 bits)
that keeps processors without VNNI from saturating. Of the vocabulary only what English news can hold is kept.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from copydesk.detect.neural.training.network import HEADS, LAYERS
from copydesk.detect.neural.windows import ROWS
from copydesk.detect.neural.wordpiece import END, PAD, START, UNKNOWN

OPSET = 17
_FUSED = "com.microsoft"
_SCRIPTS = ("LATIN", "DIGIT", "SUPERSCRIPT", "SUBSCRIPT", "FEMININE", "MASCULINE", "MODIFIER", "MICRO")

Array = NDArray[Any]


def export(
    weights: Mapping[str, Array], vocabulary: Sequence[str], settings: Mapping[str, Any], path: Path, places: int = 256
) -> None:
    """Write the network that the engine runs.

    Args:
        weights: As `Network.state_dict()` names them.
        vocabulary: All pieces that the network was taught with.
        settings: What the engine has to know: JSON values by name.
        path: The file.
        places: Pieces in a window at most.
    """
    kept = [number for number, piece in enumerate(vocabulary) if _english(piece)]
    graph = _Graph(weights)
    model = graph.built(kept, places)
    whole = path.with_suffix(".whole.onnx")
    onnx.save(model, whole)
    quantize_dynamic(
        whole,
        path,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
    whole.unlink()
    model = onnx.load(path)
    del model.metadata_props[:]
    helper.set_model_props(
        model,
        {
            "vocabulary": "\n".join(vocabulary[number] for number in kept),
            "settings": json.dumps(dict(settings), sort_keys=True),
        },
    )
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _english(piece: str) -> bool:
    if piece in (PAD, UNKNOWN, START, END):
        return True
    if piece.startswith("[") and len(piece) > 1:
        return False
    letters = piece.removeprefix("##")
    return all(
        letter.isascii() or not letter.isalnum() or unicodedata.name(letter, "").startswith(_SCRIPTS)
        for letter in letters
    )


class _Graph:
    """A graph in the making: each method adds nodes and returns the name of what they give."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._count = 0

    def built(self, kept: Sequence[int], places: int) -> Any:
        """The whole model, from (rows, pieces) and the first piece of each word to three tables of scores."""
        x = self._embedded(kept, places)
        for number in range(LAYERS):
            x = self._layer(x, f"layers.{number}")
        firsts = self._node("Gather", [x, "firsts"], axis=0)
        shapes = self._node("Gather", [self._row(1), "firsts"], axis=0)
        told = self._node("Gather", [self._constant(self._weights["told.weight"]), shapes], axis=0)
        informed = self._node("Concat", [firsts, told], axis=1)
        self._linear(informed, "entities", "entities")
        self._linear(informed, "roles", "roles")
        # Row 0 of the links is the window's first piece, which stands for nowhere.
        everywhere = self._node("Concat", [self._constant(np.array([0], np.int64)), "firsts"], axis=0)
        self._linear(self._node("Gather", [x, everywhere], axis=0), "links", "links")
        inputs = [
            helper.make_tensor_value_info("inputs", TensorProto.INT64, [ROWS, "pieces"]),
            helper.make_tensor_value_info("firsts", TensorProto.INT64, ["words"]),
        ]
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [length, len(self._weights[f"{name}.bias"])])
            for name, length in (("entities", "words"), ("roles", "words"), ("links", "places"))
        ]
        graph = helper.make_graph(self._nodes, "copydesk", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="copydesk")

    def _node(self, kind: str, inputs: Sequence[str], domain: str = "", output: str = "", **attributes: Any) -> str:
        self._count += 1
        output = output or f"v{self._count}"
        self._nodes.append(
            helper.make_node(kind, inputs, [output], domain=domain, name=f"n{self._count}", **attributes)
        )
        return output

    def _constant(self, value: Array, name: str = "") -> str:
        self._count += 1
        name = name or f"c{self._count}"
        self._constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def _row(self, number: int) -> str:
        return self._node("Gather", ["inputs", self._constant(np.array(number, np.int64))], axis=0)

    def _embedded(self, kept: Sequence[int], places: int) -> str:
        table = self._weights["pieces.weight"][list(kept)]
        scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
        pieces = self._row(0)
        small = self._node("Gather", [self._constant(np.round(table / scale).astype(np.int8)), pieces], axis=0)
        scales = self._node("Gather", [self._constant(scale), pieces], axis=0)
        x = self._node("Mul", [self._node("Cast", [small], to=TensorProto.FLOAT), scales])
        length = self._node("Shape", [pieces])
        where = self._node(
            "Slice",
            [
                self._constant(self._weights["places.weight"][:places]),
                self._constant(np.array([0], np.int64)),
                length,
                self._constant(np.array([0], np.int64)),
            ],
        )
        x = self._node("Add", [x, where])
        for row, name in ((1, "shapes"), (2, "settings"), (3, "marks")):
            told = self._node("Gather", [self._constant(self._weights[f"{name}.weight"]), self._row(row)], axis=0)
            x = self._node("Add", [x, told])
        return self._normed(x, "embedded")

    def _normed(self, x: str, name: str) -> str:
        scale, shift = (self._constant(self._weights[f"{name}.{end}"]) for end in ("weight", "bias"))
        return self._node("LayerNormalization", [x, scale, shift], axis=-1, epsilon=1e-12)

    def _product(self, x: str, name: str) -> str:
        return self._node("MatMul", [x, self._constant(self._weights[f"{name}.weight"].T, f"{name}.weight")])

    def _linear(self, x: str, name: str, output: str = "") -> str:
        return self._node("Add", [self._product(x, name), self._constant(self._weights[f"{name}.bias"])], output=output)

    def _layer(self, x: str, name: str) -> str:
        # One sequence at a time, so the batch of one is the first axis.
        three = self._node("Unsqueeze", [self._linear(x, f"{name}.inward"), self._constant(np.array([0], np.int64))])
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self._nodes.append(helper.make_node("Split", [three], parts, name=f"{name}.split", axis=2))
        heard = self._node("MultiHeadAttention", parts, _FUSED, num_heads=HEADS)
        joined = self._node("Squeeze", [heard, self._constant(np.array([0], np.int64))])
        x = self._normed(self._node("Add", [x, self._linear(joined, f"{name}.outward")]), f"{name}.attended")
        wide = self._node(
            "BiasGelu", [self._product(x, f"{name}.wide"), self._constant(self._weights[f"{name}.wide.bias"])], _FUSED
        )
        return self._normed(self._node("Add", [x, self._linear(wide, f"{name}.narrow")]), f"{name}.done")
