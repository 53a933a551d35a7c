"""How proposals become annotations: accepted or rejected, by whom, and which relations come along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.draft import Draft
from copydesk.annotation.open_proposals import OpenProposals
from copydesk.annotation.span import Relation, Span, Status, new_id


class Acceptance:
    """Makes annotations of proposals.

    Args:
        annotations: The annotations there are.
        proposals: The proposals for the same text.
        by: The annotator's name, or empty.
    """

    def __init__(self, annotations: AnnotationSet, proposals: OpenProposals, by: str) -> None:
        self._annotations = annotations
        self._proposals = proposals
        self._by = by

    def accepted(self, proposal: Span, label: str) -> Span:
        """An annotation made of a proposal; the person's own if the label is another or the ends were moved."""
        if label != proposal.label:
            proposal = replace(proposal, label=label, source="human", score=None, attrs={})
        elif proposal.pieces != self._proposals.original(proposal.id).pieces:
            proposal = replace(proposal, source="human", score=None)
        return self._decision(proposal, "accepted")

    def rejected(self, proposal: Span) -> Span:
        """The rejection of a proposal, as it was proposed."""
        return self._decision(self._proposals.original(proposal.id), "rejected")

    def bring(self, draft: Draft, span: Span, proposals: Sequence[Span]) -> None:
        """Relate a new annotation as the proposals it is made of were; each kind of relation as the first has it.

        What it leads to and is still open is accepted with it.
        """
        made = [span]
        known: set[str] = set()
        for proposal in proposals:
            links = self._proposals.links_from(proposal.id) if proposal.label == span.label else []
            for link in links:
                tail = None if link.type in known else self.end_of(link, draft, span)
                if tail is None:
                    continue
                if tail.status == "proposed":
                    made_already = next((each for each in made if self._proposals.answers(each, tail)), None)
                    if made_already is None:
                        made_already = self.accepted(tail, tail.label)
                        draft.add(made_already)
                        made.append(made_already)
                    tail = made_already
                draft.relate(link.type, span, tail)
            known |= {link.type for link in links}
            for link in self._proposals.links_to(proposal.id):
                self._bring_to(draft, span, link)

    def end_of(self, link: Relation, draft: Draft, head: Span) -> Span | None:
        """Where a proposed relation leads if it is made from a span: to an annotation, an open proposal, or nowhere."""
        for tail in self._proposals.standing_for(link.tail):
            if tail.id != head.id and draft.allows(link.type, head.label, tail.label):
                return tail
        return None

    def _bring_to(self, draft: Draft, span: Span, link: Relation) -> None:
        """Relate an annotation to a new one as was proposed, unless it has such a relation already."""
        label = self._proposals.original(link.head).label
        for head in self._proposals.standing_for(link.head):
            if head.status == "accepted" and head.label == label:
                related = self._annotations.relations_of(head.id)
                if not any((each.type, each.head) == (link.type, head.id) for each in related):
                    draft.relate(link.type, head, span)
                return

    def _decision(self, proposal: Span, status: Status) -> Span:
        return replace(proposal, id=new_id(), status=status, by=self._by, created=now())


def now() -> datetime:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
