"""Running an engine on a text: one detector after the other; one that fails is named and passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from copydesk.detect.answers import proved, told
from copydesk.detect.detector import Detector, Engine, source_of
from copydesk.detect.proposals import Proposals, arranged

if TYPE_CHECKING:
    from copydesk.text.document import Document


def run_engine(document: Document, engine: Engine, starting: Callable[[str], object] | None = None) -> Proposals:
    """What a loaded engine proposes for the document.

    Args:
        document: The text.
        engine: What to run.
        starting: Called with the name of each part before it runs.
    """
    found = Proposals()
    for part in engine.parts:
        if starting:
            starting(part.name)
        found = _run(document, part.detectors, found)
    return found


def run_detectors(document: Document, detectors: Iterable[Detector]) -> Proposals:
    """Run detectors one after the other, each seeing what the earlier ones found."""
    return _run(document, detectors, Proposals())


def _run(document: Document, detectors: Iterable[Detector], found: Proposals) -> Proposals:
    """What was found and what the detectors add; one that raises or answers nonsense is named and skipped."""
    length = len(document.text)
    for detector in detectors:
        try:
            found = found.merged(proved(detector.propose(document, found), length))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  # whatever it is, the others go on
            problem = f"the detector {source_of(detector)} failed and was skipped: {told(error)}"
            found = arranged(found.spans, found.relations, (*found.problems, problem))
    return found
