"""The detector of entities: names by rules and a gazetteer, dates and amounts by pattern, one vote per article."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from copydesk.detect.proposals import Proposals, arranged, proposed
from copydesk.detect.rules.amounts import find_amounts
from copydesk.detect.rules.bylines import find_bylines
from copydesk.detect.rules.candidates import Candidate, SequenceReader, split_compound
from copydesk.detect.rules.consistency import consistent
from copydesk.detect.rules.dates import Pattern, find_dates
from copydesk.detect.rules.headlines import headline_lines
from copydesk.detect.rules.names import sequences
from copydesk.detect.rules.tokens import Token, tokenize

if TYPE_CHECKING:
    from copydesk.text.document import Document

_WEB = re.compile(r"(?<!\S)(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+|(?<!\w)[@#]\w+")
_ABSTAIN_BELOW = 0.4
"""Less sure candidates are not proposed."""


class Entities:
    """People, organisations, places, peoples, events, facilities, dates, times, sums and percentages.

    English news is served; of other languages little is proposed rather than nonsense.
    """

    name = "entities"
    version = "1"

    def propose(self, document: Document, found: Proposals) -> Proposals:
        """Entities of the document, none overlapping another."""
        text = document.text
        tokens = tokenize(text)
        patterns = _apart([*find_amounts(text), *find_dates(text)])
        webs = [match.span() for match in _WEB.finditer(text)]
        taken = _taken(tokens, sorted([(p.start, p.end) for p in patterns] + webs))
        lines = headline_lines(tokens)
        lower = frozenset(token.text for token in tokens if token.word and token.text[0].islower())
        candidates = _candidates(text, tokens, taken, lower, lines)
        source = f"{self.name}@{self.version}"
        spans = [
            proposed(p.label, p.start, p.end, source=source, score=p.score) for p in patterns if not _inside(p, webs)
        ]
        spans += [
            proposed(c.label, c.start, c.end, source=source, score=c.score)
            for c in consistent(text, candidates)
            if c.score >= _ABSTAIN_BELOW
        ]
        return arranged(spans)


def _candidates(
    text: str, tokens: Sequence[Token], taken: list[bool], lower: frozenset[str], headlines: frozenset[int]
) -> list[Candidate]:
    reader = SequenceReader(text, tokens, lower)
    candidates: list[Candidate] = []
    for index, token in enumerate(tokens):
        if "-" in token.text and not taken[index] and token.word:
            for start, end, label in split_compound(token):
                candidates.append(Candidate(start, end, (text[start:end],), label, 0.9))
                taken[index] = True
    for run in sequences(text, tokens, taken):
        in_headline = tokens[run[0]].line in headlines
        for candidate in reader.read(run):
            if in_headline:
                candidates.append(_unsupported(candidate))
            else:
                candidates.append(candidate)
    bylines = list(find_bylines(text))
    starts = [byline.start for byline in bylines]
    apart = [c for c in candidates if not _touches(c, bylines, starts)]
    return sorted([*apart, *bylines], key=lambda candidate: candidate.start)


def _touches(candidate: Candidate, ordered: Sequence[Candidate], starts: Sequence[int]) -> bool:
    """Whether a candidate overlaps one of some ordered ones that begin at `starts`."""
    position = bisect.bisect_left(starts, candidate.end) - 1
    return position >= 0 and ordered[position].end > candidate.start


def _unsupported(candidate: Candidate) -> Candidate:
    """The candidate of a headline, where a capital says nothing: the article or the gazetteer must speak for it."""
    if candidate.score >= 0.9:
        return candidate
    return Candidate(candidate.start, candidate.end, candidate.words, "", 0.0, supported=False)


def _apart(patterns: Iterable[Pattern]) -> list[Pattern]:
    """Patterns that do not overlap: the earlier and longer one wins."""
    kept: list[Pattern] = []
    for pattern in sorted(patterns, key=lambda pattern: (pattern.start, -pattern.end)):
        if not kept or pattern.start >= kept[-1].end:
            kept.append(pattern)
    return kept


def _taken(tokens: Sequence[Token], ranges: Sequence[tuple[int, int]]) -> list[bool]:
    """For each token, whether one of the ordered ranges touches it."""
    taken = [False] * len(tokens)
    starts = [token.start for token in tokens]
    for start, end in ranges:
        position = max(0, bisect.bisect_right(starts, start) - 1)
        while position < len(tokens) and tokens[position].start < end:
            if tokens[position].full > start:
                taken[position] = True
            position += 1
    return taken


def _inside(pattern: Pattern, ranges: Sequence[tuple[int, int]]) -> bool:
    position = bisect.bisect_right(ranges, (pattern.start, float("inf"))) - 1
    return position >= 0 and ranges[position][1] > pattern.start
