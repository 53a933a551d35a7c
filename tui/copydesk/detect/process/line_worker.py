"""A worker of `copydesk detect`: reads the names of articles on standard input, answers with their lines of JSON.

Run as `python -m copydesk.detect.process.line_worker SETTINGS`, where the settings are a JSON object `{"engine",
"strict", "without"}` for `registry.load_engine`. Messages are frames (see `wire`). The worker tells what it is about
to do, so that whoever watches it can say what hung or crashed:

* `{"step": "loading", "part"}` for each part of the engine, then `{"step": "ready", "problems", "lacking"}`, or
  `{"step": "refused", "error"}`, which is the last;
* for each request `{"id", "path", "content"}`, followed by a frame of its own with the bytes where `content` is true:
  `{"step": "running", "part", "length"}` for each part, then `{"step": "done", "notes", "partial"}` and a frame with
  the line.

It ends as soon as standard input ends, whatever it is doing.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from copydesk.detect.process.article_lines import article_line
from copydesk.detect.process.child import private_streams
from copydesk.detect.process.wire import bytes_frame, message_frame, read_frame, read_message
from copydesk.detect.registry import load_engine
from copydesk.errors import CopydeskError
from copydesk.store.corpus.article import Article


def main(settings: str) -> None:
    """Serve until standard input ends."""
    stream, answers = private_streams()
    requests: queue.SimpleQueue[Article] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(stream, requests), daemon=True).start()

    def tell(**message: Any) -> None:
        answers.write(message_frame(message))
        answers.flush()

    try:
        engine = load_engine(**json.loads(settings), starting=lambda part: tell(step="loading", part=part))
    except CopydeskError as error:
        tell(step="refused", error=str(error))
        return
    tell(step="ready", problems=engine.problems, lacking=engine.lacking)
    while True:
        article = requests.get()
        found = article_line(article, engine, lambda part, length: tell(step="running", part=part, length=length))
        answers.write(message_frame({"step": "done", "notes": found.notes, "partial": found.partial}))
        answers.write(bytes_frame(found.line))
        answers.flush()


def _read_requests(stream: BinaryIO, requests: queue.SimpleQueue[Article]) -> None:
    """Queue what arrives; end the process with the stream, whatever it is doing."""
    try:
        while (body := read_frame(stream)) is not None:
            request = read_message(body)
            content = read_frame(stream) if request["content"] else None
            path = Path(request["path"])
            requests.put(Article(request["id"], path, path, content))
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
