"""The network: a small pretrained encoder, told more about each word, with heads for entities and attributions."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from copydesk.detect.neural.features import MARKS, SETTINGS, SHAPES
from copydesk.detect.neural.labels import ENTITY_SCORES, LINK_SIZE, ROLE_SCORES, ROLES

WIDTH, LAYERS, HEADS, INNER, PLACES = 384, 6, 12, 1536, 512
"""The measures of MiniLM-L6-H384."""
SHAPE_WIDTH = 32
"""How much of the shape is told to the heads once more."""


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of the encoder, after BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.inward = nn.Linear(WIDTH, 3 * WIDTH)
        self.outward = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.done = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """One step: (windows, pieces, width), and what is added to attention so that padding is not seen."""
        count, length, _ = x.shape
        q, k, v = self.inward(x).view(count, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        heard = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.attended(x + self.outward(heard.transpose(1, 2).reshape(count, length, WIDTH)))
        return self.done(x + self.narrow(functional.gelu(self.wide(x))))


class Network(nn.Module):  # type: ignore[misc]
    """From pieces to scores.

    Args:
        vocabulary: How many pieces there are.
    """

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.settings = nn.Embedding(SETTINGS, WIDTH)
        self.marks = nn.Embedding(MARKS, WIDTH)
        self.embedded = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.told = nn.Embedding(SHAPES, SHAPE_WIDTH)
        self.dropout = nn.Dropout(0.1)
        self.entities = nn.Linear(WIDTH + SHAPE_WIDTH, ENTITY_SCORES)
        self.roles = nn.Linear(WIDTH + SHAPE_WIDTH, ROLE_SCORES * len(ROLES))
        self.links = nn.Linear(WIDTH, 4 * LINK_SIZE)
        for table in (self.shapes, self.settings, self.marks):
            nn.init.normal_(table.weight, std=0.02)
        self.pieces.weight.requires_grad_(False)
        self.places.weight.requires_grad_(False)

    def forward(self, inputs: Tensor, seen: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of entities and of roles, and four vectors for linking, of each piece.

        Args:
            inputs: (windows, rows, pieces), rows as in `windows`.
            seen: (windows, pieces), 0 where there is only padding, else 1.
        """
        piece, shape, setting, marks = inputs.unbind(1)
        places = torch.arange(inputs.shape[2], device=inputs.device)
        x = self.embedded(
            self.pieces(piece) + self.places(places) + self.shapes(shape) + self.settings(setting) + self.marks(marks)
        )
        x = self.dropout(x)
        bias = (1.0 - seen.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        informed = torch.cat((x, self.told(shape)), -1)
        return self.entities(informed), self.roles(informed), self.links(x)


def take_over(network: Network, weights: Mapping[str, Tensor]) -> None:
    """Begin with the weights of a pretrained encoder of BERT's kind.

    Raises:
        KeyError: When they are not of that kind.
    """
    mine = network.state_dict()

    def put(name: str, value: Tensor) -> None:
        mine[name].copy_(value)

    put("pieces.weight", weights["embeddings.word_embeddings.weight"][: len(mine["pieces.weight"])])
    # All that is read here is of one type, so its vector joins that of the place.
    put(
        "places.weight",
        weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0],
    )
    for end in ("weight", "bias"):
        put(f"embedded.{end}", weights[f"embeddings.LayerNorm.{end}"])
        for number in range(LAYERS):
            old, new = f"encoder.layer.{number}", f"layers.{number}"
            three = [weights[f"{old}.attention.self.{name}.{end}"] for name in ("query", "key", "value")]
            put(f"{new}.inward.{end}", torch.cat(three))
            put(f"{new}.outward.{end}", weights[f"{old}.attention.output.dense.{end}"])
            put(f"{new}.attended.{end}", weights[f"{old}.attention.output.LayerNorm.{end}"])
            put(f"{new}.wide.{end}", weights[f"{old}.intermediate.dense.{end}"])
            put(f"{new}.narrow.{end}", weights[f"{old}.output.dense.{end}"])
            put(f"{new}.done.{end}", weights[f"{old}.output.LayerNorm.{end}"])
