"""The detecting process: reads texts on standard input, answers with proposals on standard output.

Run as `python -m copydesk.detect.process.worker`. A request is two frames (see `wire`): a message `{"number", "engine",
"without", "window"?}` (see `registry.load_engine` and `pieces.Window`) and the text. Each is answered, in order:

* by `{"number", "part", "loading"}` before a part of the engine is loaded, or else run, so that whoever waits can say
  what hung or crashed;
* then by messages `{"number", "spans", "relations", "more"?, "problems"?}`, of which the last has no `more`.

The process ends as soon as standard input ends, even in the middle of a text: that happens when the program that
started it closes the pipe, and when that program dies.
"""

from __future__ import annotations

import os
import queue
import threading
from typing import Any, BinaryIO

from copydesk.detect.process.cached_engine import CachedEngine
from copydesk.detect.process.child import private_streams, step_back
from copydesk.detect.process.pieces import Excerpt, Window
from copydesk.detect.process.wire import message_frame, proposal_records, read_frame, read_message, read_text
from copydesk.store.files.cache_folder import CacheFolder
from copydesk.store.personal.locations import cache_folder

_Request = tuple[dict[str, Any], str]
_Requests = queue.SimpleQueue[_Request]


def main() -> None:
    """Serve until standard input ends."""
    step_back()
    stream, answers = private_streams()
    requests: _Requests = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(stream, requests), daemon=True).start()
    service = _Service(answers)
    while True:
        request, text = requests.get()
        try:
            service.answer(request, text)
        except BrokenPipeError:
            os._exit(0)


class _Service:
    """Answers requests one after the other; engines stay loaded.

    Args:
        answers: Where messages go.
    """

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._cache = CacheFolder(cache_folder() / "proposals")
        self._engines: dict[tuple[str, ...], CachedEngine] = {}
        self._number = 0

    def answer(self, request: dict[str, Any], text: str) -> None:
        """Detect and tell.

        Raises:
            BrokenPipeError: When nobody listens any more.
        """
        self._number, name, without = request["number"], request["engine"], request["without"]
        key = (name, *without)
        if key not in self._engines:
            self._engines[key] = CachedEngine(name, without, self._cache, self._doing)
        window = Window(*request["window"]) if "window" in request else None
        for record in proposal_records(Excerpt(text, window).placed(self._engines[key].propose(text))):
            self._answers.write(message_frame({"number": self._number, **record}))
        self._answers.flush()

    def _doing(self, part: str, loading: bool) -> None:
        self._answers.write(message_frame({"number": self._number, "part": part, "loading": loading}))
        self._answers.flush()


def _read_requests(stream: BinaryIO, requests: _Requests) -> None:
    """Queue what arrives; end the process with the stream, whatever it is doing."""
    try:
        while (message := read_frame(stream)) is not None and (text := read_frame(stream)) is not None:
            requests.put((read_message(message), read_text(text)))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
