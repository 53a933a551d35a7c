"""A page: articles with their names, and a legend, as one stream of tokens for Pygments' formatters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from copydesk.annotation.contrast import RGB
from copydesk.annotation.labels import LabelSet
from copydesk.annotation.palette import label_colors
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import Carries, ExportArticle, ExportOptions
from copydesk.formats.highlighting.filters import Aired, Tokens, Visible, Wrapped
from copydesk.formats.highlighting.lexer import AnnotationLexer, Marks
from copydesk.formats.highlighting.style import Ground, make_style
from copydesk.formats.highlighting.token_types import MARK, NOTE, TEXT, TITLE, layered, part
from copydesk.formats.report import Report
from copydesk.formats.selection import select
from copydesk.text.document import Document
from copydesk.text.graphemes import cluster_at

Token = tuple[Any, str]

LONGEST_SHOWN = 64
"""Code points of the words of a span that are shown where they are only mentioned."""


@dataclass
class Page:
    """Gathers the tokens of articles, and what a legend needs.

    Args:
        labels: The label set.
        marks: What stands beside the text.
        width: The cells of a row, or 0 for lines as long as they are.
        tabs: Whether a tab stays one.
        aired: Whether paragraphs have air between them and blank lines are left out.

    Attributes:
        used: How many spans of each label there are.
        types: Every token type that was handed out.
    """

    labels: LabelSet
    marks: Marks = "names"
    width: int = 0
    tabs: bool = False
    aired: bool = True
    used: Counter[str] = field(default_factory=Counter)
    types: set[Any] = field(default_factory=set)

    def article(self, document: Document, spans: Sequence[Span]) -> Iterator[Token]:
        """The tokens of one article."""
        self.used.update(span.label for span in spans)
        lexer = AnnotationLexer(spans, self.marks)
        lexer.add_filter(Visible(tabs=self.tabs))
        if self.aired:
            lexer.add_filter(Aired())
        yield from self._laid_out(lexer.get_tokens(document.text))

    def title(self, name: str) -> Iterator[Token]:
        """The name of an article, on a line of its own and with an empty one after it."""
        yield from self._laid_out([*Visible().filter(None, [(TITLE, name.replace("\n", " "))]), (TITLE, "\n\n")])

    def relations(self, article: Shown) -> Iterator[Token]:
        """A line for each span that relations start from: its words, and where they lead."""
        text = article.document.text
        for number, (head, ends) in enumerate(related(article.spans, article.relations)):
            line = [(NOTE, "\n" if number else ""), (NOTE, shorten(words_of(head, text)))]
            for type, tail in ends:
                line += [(NOTE, f" · {type}: "), (layered(TEXT, [tail]), words_of(tail, text))]
            yield from self._laid_out(Visible().filter(None, line))

    def legend(self) -> Iterator[Token]:
        """A line for each label that was used, in the order of the label set: its name, how often, what it means."""
        for number, name in enumerate(self.ordered()):
            if number:
                yield NOTE, "\n"
            yield from self._laid_out(self._legend_line(name))

    def _legend_line(self, name: str) -> Iterator[Token]:
        description = self.labels.get(name).description
        line = [(getattr(MARK, part(name)), f" {name} "), (NOTE, f" {self.used[name]}  {description}".rstrip())]
        return Visible().filter(None, line)

    def ordered(self) -> list[str]:
        """The labels that were used, those of the label set first and in its order."""
        declared = [label.name for label in self.labels if label.name in self.used]
        return [*declared, *sorted(self.used.keys() - set(declared))]

    def colors(self) -> dict[str, RGB]:
        """The colour of each label that may have been used."""
        return label_colors(self.labels, self.ordered())

    def style(self, ground: Ground) -> Any:
        """The style of all that was handed out until now."""
        return make_style(sorted(self.types), self.colors(), ground)

    def _laid_out(self, tokens: Tokens) -> Iterator[Token]:
        stream = Wrapped(self.width).filter(None, tokens) if self.width else iter(tokens)
        for type, value in stream:
            self.types.add(type)
            yield type, value


@dataclass(frozen=True)
class Shown:
    """An article as it is shown.

    Attributes:
        id: Its id.
        document: Its text.
        spans: What lies over the text.
        relations: Relations between these.
    """

    id: str
    document: Document
    spans: Sequence[Span] = ()
    relations: Sequence[Relation] = ()


def selected(
    articles: Iterable[ExportArticle], carries: Carries, options: ExportOptions, report: Report
) -> Iterator[Shown]:
    """The articles of an export, each with what a format of this kind shows of it, which is counted."""
    for article in articles:
        spans, relations = select(article, carries, options, report)
        report.spans += len(spans)
        report.relations += len(relations)
        yield Shown(article.id, article.document, spans, relations)


def related(spans: Sequence[Span], relations: Sequence[Relation]) -> Iterator[tuple[Span, list[tuple[str, Span]]]]:
    """Each span that relations start from, in order, and what they lead to: the type of the relation and the span."""
    by_id = {span.id: span for span in spans}
    tails: dict[str, list[tuple[str, Span]]] = {}
    for relation in relations:
        tails.setdefault(relation.head, []).append((relation.type, by_id[relation.tail]))
    for head in sorted((by_id[id] for id in tails), key=attrgetter("order")):
        yield head, sorted(tails[head.id], key=lambda end: (end[1].order, end[0]))


def words_of(span: Span, text: str) -> str:
    """The words of a span on one line."""
    return " … ".join(" ".join(piece.split()) for piece in span.texts(text))


def shorten(words: str) -> str:
    """Words without their middle where they are many; no cluster is cut."""
    if len(words) <= LONGEST_SHOWN:
        return words
    half = LONGEST_SHOWN // 2
    return f"{words[: cluster_at(words, half)[0]]}…{words[cluster_at(words, len(words) - half)[1] :]}"


def joined(page: Page, articles: Iterable[Shown], *, titles: bool) -> list[Token]:
    """The tokens of a whole page: every article with its relations, and the legend.

    Args:
        page: What lays it out.
        articles: The articles.
        titles: Whether the ids stand above them.
    """
    tokens: list[Token] = []
    for article in articles:
        if tokens:
            tokens.append((NOTE, "\n\n\n"))
        if titles:
            tokens += page.title(article.id)
        tokens += page.article(article.document, article.spans)
        if article.relations:
            tokens.append((NOTE, "\n\n"))
            tokens += page.relations(article)
    if page.used and page.marks != "brackets":
        tokens.append((NOTE, "\n\n"))
        tokens += page.legend()
    return [*tokens, (NOTE, "\n")] if tokens else tokens
