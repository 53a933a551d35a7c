"""What a detector is, and an engine made of some: the seam that every engine, ours or a third party's, fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from copydesk.errors import InputError

if TYPE_CHECKING:
    from copydesk.detect.proposals import Proposals
    from copydesk.text.document import Document


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


@dataclass(frozen=True, slots=True)
class Part:
    """The detectors that one name of an engine stands for, in the order they run.

    Attributes:
        name: As it was asked for, such as `rules` or `spacy:en_core_web_sm`; never `auto`.
        detectors: What it consists of.
    """

    name: str
    detectors: tuple[Detector, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that is ready to run.

    Attributes:
        parts: In the order they run.
        problems: What a person should know about how it was loaded, one sentence each, to be said once.
        lacking: The names of the parts that were asked for and could not be had.
    """

    parts: tuple[Part, ...]
    problems: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """The detectors of all parts."""
        return tuple(detector for part in self.parts for detector in part.detectors)

    @property
    def version(self) -> str:
        """The sources of all detectors: where this is the same, the same text gives the same proposals."""
        return "+".join(map(source_of, self.detectors))


class LoadFailed(InputError):
    """An engine of a third party that is installed and does not load."""


def source_of(detector: Detector) -> str:
    """What is written as the source of a proposal: `name@version`."""
    return f"{detector.name}@{detector.version}"
