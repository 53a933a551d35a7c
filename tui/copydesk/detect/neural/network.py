"""The network as the program runs it: one file, read by onnxruntime, that turns words into scores."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copydesk.detect.neural.features import Features
from copydesk.detect.neural.labels import ENTITY_SCORES, LINK_SIZE, ROLE_SCORES, ROLES
from copydesk.detect.neural.windows import Window, windows
from copydesk.detect.neural.wordpiece import WordPieces
from copydesk.errors import InputError

MODEL = Path(__file__).with_name("model.onnx")
"""The file that comes with the program."""
THREADS = "COPYDESK_THREADS"
"""Environment variable: how many threads the network may use; as many as there are processors, two at most, without."""
NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"
"""Environment variable that onnxruntime looks at when it is imported. Without it some versions number the device in the
person's cache folder and gather reports of its use there, to be sent; switching that off later comes too late."""

SIZE = 256
"""Pieces in a window, as the network was taught."""
STRIDE = 190
"""Pieces from one window to the next: what a window sees only at its edge, the next sees in its middle."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of a text.

    Attributes:
        entities: For each word the logarithm of how probable each of `labels.ENTITY_SCORES` is.
        roles: For each word and role the same of outside, begins, goes on.
        windows: What each window saw, for linking contents to their sources and cues.
    """

    entities: Scores
    roles: Scores
    windows: tuple[Links, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """The vectors of one window by which a content looks for its source (0) and its cue (1).

    Attributes:
        start: The window's first word.
        end: One past its last.
        looks: For each word what it looks for: (words, 2, LINK_SIZE).
        found: For each word by what it is found.
        nowhere: By what is found that there is none in this window: (2, LINK_SIZE).
    """

    start: int
    end: int
    looks: Scores
    found: Scores
    nowhere: Scores


class Network:
    """The network of one file.

    Args:
        path: The file.

    Raises:
        InputError: When onnxruntime cannot be imported, or the file is missing, damaged, or made for another version
            of the program.
    """

    def __init__(self, path: Path = MODEL) -> None:
        os.environ.setdefault(NO_TELEMETRY, "1")
        try:
            import onnxruntime
        except ImportError as error:
            raise InputError(
                f"the neural engine needs onnxruntime, which cannot be imported: {error}",
                remedy="Install it with: pip install onnxruntime",
            ) from error
        self._pool = ThreadPoolExecutor(_threads(), "network")
        options = onnxruntime.SessionOptions()
        # One thread to a window: threads that share a window wait for each other at every step of it.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            # By its name: bytes that are handed over stay in memory beside what is made of them.
            self._session = onnxruntime.InferenceSession(os.fspath(path), options, providers=["CPUExecutionProvider"])
            told = self._session.get_modelmeta().custom_metadata_map
            self.vocabulary = WordPieces(told["vocabulary"].split("\n"))
            self.settings: Mapping[str, Any] = json.loads(told["settings"])
            widths = [output.shape[1] for output in self._session.get_outputs()]
            if widths != [ENTITY_SCORES, ROLE_SCORES * len(ROLES), 4 * LINK_SIZE]:
                raise ValueError(f"its scores are {widths}")
        except Exception as error:  # onnxruntime's errors have no class of their own in common
            raise InputError(
                f"the neural engine's model cannot be used: {_first_line(error)}",
                path=path,
                remedy="Install Copydesk anew",
            ) from error

    def read(self, words: Features) -> Reading:
        """What the network makes of the words of a text."""
        return self.begin(words)()

    def begin(self, words: Features) -> Callable[[], Reading]:
        """Begin to read, in threads of the network's own; what is returned waits for the end."""
        run = [(window, self._pool.submit(self._said, window)) for window in self._windows(words)]

        def reading() -> Reading:
            count = len(words)
            entities = np.zeros((count, ENTITY_SCORES), np.float32)
            roles = np.zeros((count, len(ROLES), ROLE_SCORES), np.float32)
            links: list[Links] = []
            done = 0
            for window, said in run:
                named, played, linked = said.result()
                # What two windows see, each says up to the middle of what they share.
                first = (window.start + done) // 2 if done else 0
                entities[first : window.end] = named[first - window.start :]
                roles[first : window.end] = played[first - window.start :].reshape(-1, len(ROLES), ROLE_SCORES)
                links.append(_links(window, linked.reshape(-1, 4, LINK_SIZE)))
                done = window.end
            return Reading(_logarithms(entities), _logarithms(roles), tuple(links))

        return reading

    def _windows(self, words: Features) -> Iterator[Window]:
        return windows(words, self.vocabulary, SIZE, stride=STRIDE)

    def _said(self, window: Window) -> list[Scores]:
        said: list[Scores] = self._session.run(None, {"inputs": window.inputs, "firsts": window.firsts})
        return said


def _links(window: Window, vectors: Scores) -> Links:
    return Links(window.start, window.end, vectors[1:, :2], vectors[1:, 2:], vectors[0, 2:])


def _logarithms(scores: Scores) -> Scores:
    """Logarithms of probabilities over the last axis."""
    if not scores.size:
        return scores
    shifted = scores - scores.max(-1, keepdims=True)
    result: Scores = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return result


def _threads() -> int:
    asked = os.environ.get(THREADS, "")
    return int(asked) if asked.isdecimal() and 0 < int(asked) < 100 else min(2, os.cpu_count() or 1)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
