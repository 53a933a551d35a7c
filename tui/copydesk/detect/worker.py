"""The detecting process: reads texts on standard input, answers with proposals on standard output.

Run as `python -m copydesk.detect.worker`. A request is two frames (see `wire`): a message `{"number", "engine"}` and
the text. Each is answered, in order, by messages `{"number", "spans", "relations", "more"?, "problems"?}`, of which
the last has no `more`, or by one `{"number", "error"}`. The process ends as soon as standard input ends, even in the
middle of a text: that happens when the program that started it closes the pipe, and when that program dies.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from copydesk.detect.registry import Detector, detectors_of, run_detectors
from copydesk.detect.wire import message_frame, proposal_records, read_frame, read_message, read_text
from copydesk.errors import CopydeskError
from copydesk.text.document import Document

_Request = tuple[dict[str, Any], str]
_Requests = queue.SimpleQueue[_Request]


def main() -> None:
    """Serve until standard input ends."""
    answers = _private_standard_output()
    requests: _Requests = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(sys.stdin.buffer, requests), daemon=True).start()
    engines: dict[str, tuple[Detector, ...]] = {}
    while True:
        request, text = requests.get()
        try:
            for message in _answer(request, text, engines):
                answers.write(message_frame(message))
            answers.flush()
        except BrokenPipeError:
            os._exit(0)


def _read_requests(stream: BinaryIO, requests: _Requests) -> None:
    """Queue what arrives; end the process with the stream, whatever it is doing."""
    try:
        while (message := read_frame(stream)) is not None and (text := read_frame(stream)) is not None:
            requests.put((read_message(message), read_text(text)))
    finally:
        os._exit(0)


def _private_standard_output() -> BinaryIO:
    """Standard output for answers alone: what a detector prints goes to standard error instead of between them."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _answer(
    request: Mapping[str, Any], text: str, engines: dict[str, tuple[Detector, ...]]
) -> Iterator[dict[str, Any]]:
    number, engine = request["number"], request["engine"]
    try:
        if engine not in engines:
            engines[engine] = detectors_of(engine)
    except CopydeskError as error:
        yield {"number": number, "error": str(error)}
        return
    for record in proposal_records(run_detectors(Document.from_text(text), engines[engine])):
        yield {"number": number, **record}


if __name__ == "__main__":
    main()
