"""Learning: steps over windows drawn by chance, until the epochs or the minutes are over."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from copydesk.detect.neural.labels import LINK_SIZE, ROLE_SCORES, ROLES
from copydesk.detect.neural.training.articles import GoldArticle
from copydesk.detect.neural.training.examples import NOTHING, Example, examples
from copydesk.detect.neural.training.network import Network
from copydesk.detect.neural.windows import ROWS
from copydesk.detect.neural.wordpiece import WordPieces

_POOL = 512
"""Windows from which a batch of windows of like length is drawn."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn.

    Attributes:
        epochs: How often each article is read.
        minutes: When to be done, whatever is left; the rate of learning falls in time.
        batch: Windows in a step.
        window: Pieces in a window.
        rate: The highest rate of learning of the encoder.
        head_rate: That of what begins at nothing.
        warm: Steps until the highest rate.
        naming: Weight of the loss over entities; that over roles has 1.
        linking: Weight of what links contents to sources and cues.
        average: How much of the running average of the weights each step keeps.
        seed: Where chance begins.
    """

    epochs: float = 5.0
    minutes: float = 1e9
    batch: int = 8
    window: int = 256
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm: int = 100
    naming: float = 1.5
    linking: float = 0.15
    average: float = 0.998
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far learning has come.

    Attributes:
        steps: Steps done.
        done: From 0 to 1.
        losses: Means since the last report, of entities, roles and links.
        pieces: Pieces read a second.
    """

    steps: int
    done: float
    losses: tuple[float, float, float]
    pieces: float


def learn(
    network: Network,
    articles: Sequence[GoldArticle],
    vocabulary: WordPieces,
    plan: Plan,
    device: torch.device,
    report: Callable[[Progress, Network], None],
    every: int = 200,
) -> Network:
    """Teach the network, and return one whose weights are the running average of its own.

    Args:
        network: What learns.
        articles: From what.
        vocabulary: Cuts words into pieces.
        plan: How.
        device: Where it runs.
        report: Told how it goes, every so many steps, with the averaged network.
        every: How many.
    """
    heads = ("shapes", "settings", "marks", "told", "entities", "roles", "links")
    fresh = [p for name, p in network.named_parameters() if name.split(".")[0] in heads and p.requires_grad]
    old = [p for name, p in network.named_parameters() if name.split(".")[0] not in heads and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": plan.rate}, {"params": fresh, "lr": plan.head_rate}], weight_decay=0.01
    )
    highest = [plan.rate, plan.head_rate]
    mean: Network = Network(len(vocabulary)).to(device)
    mean.load_state_dict(network.state_dict())
    mean.eval()
    total = sum(len(article.text) for article in articles) * plan.epochs
    started = last = time.monotonic()
    read = pieces = 0
    losses = [0.0, 0.0, 0.0]
    network.train()
    for step, (batch, letters) in enumerate(_batches(articles, vocabulary, plan), 1):
        read += letters
        done = min(1.0, max(read / total, (time.monotonic() - started) / 60 / plan.minutes))
        factor = min(1.0, step / plan.warm) * max(0.0, 1.0 - done)
        for group, rate in zip(optimizer.param_groups, highest, strict=True):
            group["lr"] = rate * factor
        found = _losses(network, batch, vocabulary, device)
        loss = plan.naming * found[0] + found[1] + plan.linking * found[2]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        keep = min(plan.average, step / (step + 10))
        with torch.no_grad():
            for average, current in zip(mean.parameters(), network.parameters(), strict=True):
                if current.requires_grad:
                    average.lerp_(current, 1 - keep)
        losses = [a + b.item() for a, b in zip(losses, found, strict=True)]
        pieces += sum(example.inputs.shape[1] for example in batch)
        if step % every == 0 or done >= 1.0:
            now = time.monotonic()
            means = tuple(value / ((step - 1) % every + 1) for value in losses)
            report(Progress(step, done, (means[0], means[1], means[2]), pieces / (now - last)), mean)
            losses, pieces, last = [0.0, 0.0, 0.0], 0, time.monotonic()
        if done >= 1.0:
            break
    return mean


def _batches(
    articles: Sequence[GoldArticle], vocabulary: WordPieces, plan: Plan
) -> Iterator[tuple[list[Example], int]]:
    """Batches without end, each with how many code points of text it stands for, about."""
    chance = random.Random(plan.seed)  # noqa: S311 - nothing secret
    ordered = list(articles)
    pool: list[Example] = []
    weight = sum(len(article.text) for article in ordered)
    while True:
        chance.shuffle(ordered)
        for example in examples(ordered, vocabulary, plan.window, chance):
            pool.append(example)
            if len(pool) < _POOL:
                continue
            chance.shuffle(pool)
            pool.sort(key=lambda each: -(each.inputs.shape[1] // 32))
            batches = [pool[at : at + plan.batch] for at in range(0, len(pool), plan.batch)]
            chance.shuffle(batches)
            for batch in batches:
                yield batch, round(sum(len(each.firsts) for each in batch) * _letters_a_word(weight))
            pool = []


def _letters_a_word(weight: int) -> float:
    """How many code points of text stand for a word or mark with its space; near enough for a rate."""
    return 5.0 if weight else 1.0


def _losses(network: Network, batch: Sequence[Example], vocabulary: WordPieces, device: torch.device) -> list[Tensor]:
    length = max(example.inputs.shape[1] for example in batch)
    inputs = np.zeros((len(batch), ROWS, length), np.int64)
    inputs[:, 0] = vocabulary.pad
    seen = np.zeros((len(batch), length), np.float32)
    for row, example in enumerate(batch):
        inputs[row, :, : example.inputs.shape[1]] = example.inputs
        seen[row, : example.inputs.shape[1]] = 1
    entities, roles, links = network(torch.from_numpy(inputs).to(device), torch.from_numpy(seen).to(device))
    nothing = torch.zeros((), device=device)
    losses: list[list[Tensor]] = [[], [], []]
    for row, example in enumerate(batch):
        firsts = torch.from_numpy(example.firsts).to(device)
        if example.allowed is not None:
            scores = torch.log_softmax(entities[row, firsts], -1)
            right = torch.from_numpy(example.allowed).to(device)
            losses[0].append(-torch.logsumexp(scores.masked_fill(~right, -1e9), -1))
        if example.roles is not None:
            scores = roles[row, firsts].view(-1, ROLE_SCORES)
            losses[1].append(functional.cross_entropy(scores, torch.from_numpy(example.roles).to(device).view(-1)))
            losses[2] += _link_losses(links[row], example, firsts)
    return [
        torch.cat(losses[0]).mean() if losses[0] else nothing,
        torch.stack(losses[1]).mean() * len(ROLES) if losses[1] else nothing,
        torch.stack(losses[2]).mean() if losses[2] else nothing,
    ]


def _link_losses(links: Tensor, example: Example, firsts: Tensor) -> Iterator[Tensor]:
    """How wrong each content is about where its source and its cue begin; nowhere is the window's first piece."""
    places = torch.cat((torch.zeros_like(firsts[:1]), firsts))
    keys = links[places].view(len(places), 4, LINK_SIZE)
    for link in example.links:
        words = torch.tensor(link.words, device=firsts.device)
        looks = links[firsts[words]].mean(0).view(4, LINK_SIZE)
        for number, target in ((0, link.source), (1, link.cue)):
            scores = keys[:, 2 + number] @ looks[number] * LINK_SIZE**-0.5
            goal = torch.tensor([0 if target == NOTHING else target + 1], device=firsts.device)
            yield functional.cross_entropy(scores[None], goal)
