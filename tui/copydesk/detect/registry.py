"""The engines by name: which detectors a run consists of, and the one call that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from copydesk.detect.proposals import Proposals, arranged
from copydesk.errors import InputError

if TYPE_CHECKING:
    from copydesk.text.document import Document

ENTRY_POINTS = "copydesk.detectors"
"""Entry points of this group name a `Detector`, or what makes one when called; their name is the engine's."""


class Detector(Protocol):
    """Something that proposes spans and relations for a document.

    Attributes:
        name: Short, lower case; what is proposed bears the source `name@version`.
        version: Changes whenever the same text may give other proposals.
    """

    @property
    def name(self) -> str:
        """The detector's name."""

    @property
    def version(self) -> str:
        """The detector's version."""

    def propose(self, document: Document, found: Proposals) -> Proposals:
        """What this detector adds.

        Args:
            document: The text; offsets are half-open ranges of code points into it.
            found: What the earlier detectors of the same run proposed. A relation may point at these spans.
        """


def source_of(detector: Detector) -> str:
    """What is written as the source of a proposal: `name@version`."""
    return f"{detector.name}@{detector.version}"


def _rules() -> tuple[Detector, ...]:
    from copydesk.detect.entities import Entities
    from copydesk.detect.quotations import Quotations

    return (Entities(), Quotations())


BUILT_IN: dict[str, Callable[[], tuple[Detector, ...]]] = {"rules": _rules}
"""The engines that are always there."""


def engine_names() -> tuple[str, ...]:
    """Every engine that can be asked for, the built-in ones first."""
    from importlib.metadata import entry_points

    third_party = (point.name for point in entry_points(group=ENTRY_POINTS))
    return tuple(dict.fromkeys((*BUILT_IN, *sorted(third_party))))


def detectors_of(engine: str) -> tuple[Detector, ...]:
    """The detectors of an engine, in the order they run; `a+b` runs those of `a`, then those of `b`.

    Raises:
        InputError: When no engine of that name is known, or a third party's cannot be loaded.
    """
    detectors: list[Detector] = []
    for name in engine.split("+"):
        built_in = BUILT_IN.get(name)
        detectors.extend(built_in() if built_in else [_third_party(name)])
    return tuple(detectors)


def _third_party(name: str) -> Detector:
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS, name=name):
        try:
            made = point.load()
            detector: Detector = made if hasattr(made, "propose") and not isinstance(made, type) else made()
        except Exception as error:
            raise InputError(
                f"the detection engine {name} could not be loaded: {type(error).__name__}: {error}",
                remedy=f"Update or remove the package that brings {point.value}",
            ) from error
        return detector
    known = ", ".join(engine_names())
    raise InputError(f"there is no detection engine {name!r}", remedy=f"Choose one of: {known}")


def detect(document: Document, engine: str = "rules") -> Proposals:
    """What the engine proposes for the document.

    A detector that raises is named in `Proposals.problems` and skipped; the rest goes on.

    Raises:
        InputError: When no engine of that name is known.
    """
    return run_detectors(document, detectors_of(engine))


def run_detectors(document: Document, detectors: Iterable[Detector]) -> Proposals:
    """Run detectors one after the other, each seeing what the earlier ones found."""
    found = Proposals()
    for detector in detectors:
        try:
            added = detector.propose(document, found)
            _refuse_nonsense(added, len(document.text))
            found = found.merged(added)
        except Exception as error:
            problem = f"the detector {source_of(detector)} failed and was skipped: {type(error).__name__}: {error}"
            found = arranged(found.spans, found.relations, (*found.problems, problem))
    return found


def _refuse_nonsense(proposals: Proposals, length: int) -> None:
    for span in proposals.spans:
        if span.end > length:
            raise ValueError(f"[{span.start}, {span.end}) lies outside the text of {length} code points")
        if span.status != "proposed":
            raise ValueError(f"[{span.start}, {span.end}) is {span.status}, not proposed")
