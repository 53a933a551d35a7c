"""The engines by name: which detectors a run consists of, and the calls that load and run them.

An engine is one name or several, as in `rules+mine`; a name may be followed by what it is to use, as in
`spacy:en_core_web_sm`. `none` proposes nothing. `auto` is `neural` where that can be had, else `rules`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from copydesk.detect.answers import told
from copydesk.detect.detector import Detector, Engine, LoadFailed, Part, source_of
from copydesk.detect.proposals import Proposals
from copydesk.detect.running import run_detectors, run_engine
from copydesk.errors import CopydeskError, InputError

if TYPE_CHECKING:
    from copydesk.text.document import Document

__all__ = [
    "AUTO",
    "Detector",
    "Engine",
    "Part",
    "detect",
    "detectors_of",
    "engine_names",
    "load_engine",
    "run_detectors",
    "run_engine",
    "source_of",
]

AUTO = "auto"
"""The engine where none is named."""

FALLBACK = "rules"
"""The engine where another cannot be had: it needs nothing and is always there."""

ENTRY_POINTS = "copydesk.detectors"
"""Entry points of this group name a `Detector`, or what makes one when called; their name is the engine's."""


def _rules(option: str) -> tuple[Detector, ...]:
    from copydesk.detect.rules.entities import Entities
    from copydesk.detect.rules.quotations import Quotations

    _refuse_option("rules", option)
    return (Entities(), Quotations())


def _neural(option: str) -> tuple[Detector, ...]:
    _refuse_option("neural", option)
    try:
        from copydesk.detect.neural.engine import detectors

        return detectors()
    except CopydeskError:
        raise
    except ImportError as error:
        raise CopydeskError(
            f"the neural engine needs onnxruntime and numpy, which do not load here ({told(error)})",
            remedy="Install them with: pip install onnxruntime numpy",
        ) from error
    except Exception as error:  # what the runtime says of a processor or a model that it cannot use
        raise InputError(f"the neural engine could not be loaded: {told(error)}") from error


def _none(option: str) -> tuple[Detector, ...]:
    _refuse_option("none", option)
    return ()


def _spacy(option: str) -> tuple[Detector, ...]:
    from copydesk.detect.rules.quotations import Quotations
    from copydesk.detect.spacy_engine import load_pipeline

    return (load_pipeline(option), Quotations())


BUILT_IN: dict[str, Callable[[str], tuple[Detector, ...]]] = {
    "rules": _rules,
    "neural": _neural,
    "none": _none,
    "spacy": _spacy,
}
"""The engines that are always known; each is called with what follows the colon, and raises what keeps it away."""

OURS = frozenset({AUTO, "rules", "neural", "none"})
"""The engines of which all is ours, the model included: they end, whatever the text."""


def _refuse_option(name: str, option: str) -> None:
    if option:
        raise InputError(f"the detection engine {name} takes no option, but was given {option!r}")


def names_in(engine: str) -> tuple[str, ...]:
    """The names that an engine consists of, each once, in order."""
    return tuple(dict.fromkeys(engine.split("+")))


def engine_names() -> tuple[str, ...]:
    """Every engine that can be asked for, the built-in ones first; not all of them need be installed."""
    from importlib.metadata import entry_points

    third_party = (point.name for point in entry_points(group=ENTRY_POINTS))
    return tuple(dict.fromkeys((AUTO, *BUILT_IN, *sorted(third_party))))


def load_engine(
    engine: str = AUTO,
    *,
    strict: bool = True,
    without: Collection[str] = (),
    starting: Callable[[str], object] | None = None,
) -> Engine:
    """Load what an engine consists of. A part that cannot be had is a problem; the other parts are there.

    Args:
        engine: Its name or names.
        strict: Whether it was asked for there and then. What is unknown or not installed is then refused, and so is
            an engine of which nothing loads. Otherwise (it comes from the configuration, say) that too is a problem,
            and where nothing is left the rules are taken.
        without: Names of parts to leave out without a word, such as those that have hung.
        starting: Called with the name of each part before it is loaded.

    Raises:
        CopydeskError: See `strict`.
    """
    parts: dict[str, Part] = {}
    problems: list[str] = []
    lacking: list[str] = []
    failure: LoadFailed | None = None
    for name in names_in(engine):
        try:
            part, problem = _automatic(without, starting) if name == AUTO else (_part(name, without, starting), "")
        except CopydeskError as error:
            if strict and not isinstance(error, LoadFailed):
                raise
            failure = error if isinstance(error, LoadFailed) else failure
            problems.append(str(error))
            lacking.append(name)
            continue
        problems += [problem] if problem else []
        if part is not None:
            parts.setdefault(part.name, part)
    if not parts and strict and failure is not None:
        raise failure
    if not parts and not strict and FALLBACK not in without:
        parts[FALLBACK] = Part(FALLBACK, _rules(""))
        problems += ["the rules alone are at work"] if problems else []
    return Engine(tuple(parts.values()), tuple(dict.fromkeys(problems)), tuple(lacking))


def _automatic(without: Collection[str], starting: Callable[[str], object] | None) -> tuple[Part | None, str]:
    """The part that `auto` stands for, and why it is not the neural engine, or nothing."""
    problem = ""
    try:
        if part := _part("neural", without, starting):
            return part, ""
    except CopydeskError as error:
        remedy = f" ({error.remedy})" if error.remedy else ""
        problem = f"names and speakers are found by rules alone, less well: {error.problem}{remedy}"
    return _part(FALLBACK, without, starting), problem


def _part(name: str, without: Collection[str], starting: Callable[[str], object] | None) -> Part | None:
    """Load what one name stands for; None where it is to be left out.

    Raises:
        CopydeskError: When it is unknown or cannot be had.
    """
    if name in without:
        return None
    if starting:
        starting(name)
    plain, _, option = name.partition(":")
    made = BUILT_IN.get(plain)
    return Part(name, made(option) if made else (_third_party(plain, option),))


def _third_party(name: str, option: str) -> Detector:
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS, name=name):
        _refuse_option(name, option)
        try:
            made = point.load()
            detector: Detector = made if hasattr(made, "propose") and not isinstance(made, type) else made()
            _prove_detector(detector)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise LoadFailed(
                f"the detection engine {name} could not be loaded: {told(error)}",
                remedy=f"Update or remove the package that brings {point.value}",
            ) from error
        return detector
    known = ", ".join(engine_names())
    raise InputError(f"there is no detection engine {name!r}", remedy=f"Choose one of: {known}")


def _prove_detector(detector: object) -> None:
    """Refuse what is no detector, before it is asked anything.

    Raises:
        TypeError: When it lacks something.
    """
    if not callable(getattr(detector, "propose", None)):
        raise TypeError(f"{type(detector).__name__} has no method propose")
    for fact in (getattr(detector, "name", None), getattr(detector, "version", None)):
        if not (isinstance(fact, str) and fact and fact.isprintable()):
            raise TypeError(f"{type(detector).__name__} needs a name and a version that are strings")


def detectors_of(engine: str) -> tuple[Detector, ...]:
    """The detectors of an engine, in the order they run; see `load_engine`.

    Raises:
        CopydeskError: When a part of it is unknown or cannot be had.
    """
    return load_engine(engine).detectors


def detect(document: Document, engine: str = AUTO) -> Proposals:
    """What the engine proposes for the document.

    A part that fails is named in `Proposals.problems` and skipped; the rest goes on. The engine stays loaded, and it
    runs in this process: a third party's that hangs holds up the caller.

    Args:
        document: The text.
        engine: Name of the engine, or several as in `rules+mine`; the default is the best that can be had.

    Raises:
        CopydeskError: When an engine is unknown or cannot be had.
    """
    loaded = _loaded(engine)
    return Proposals(problems=loaded.problems).merged(run_engine(document, loaded))


@functools.lru_cache(maxsize=2)
def _loaded(engine: str) -> Engine:
    return load_engine(engine)
