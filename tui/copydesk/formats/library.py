"""The library: a corpus with its annotations, to be read from a notebook or a script.

Example:
    corpus = copydesk.load("seeds")
    for article in corpus:
        for span in article.spans:
            print(article.id, span.label, span.text)
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from copydesk.annotation.labels import LabelSet
from copydesk.errors import InputError, MissingExtra
from copydesk.formats.annotated_article import AnnotatedArticle
from copydesk.formats.format import ExportOptions, Overlap
from copydesk.formats.plain import plain
from copydesk.formats.registry import get_format
from copydesk.formats.report import Report
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from spacy.language import Language
    from spacy.tokens import Doc

Problems = Literal["warn", "raise", "ignore"]
"""What becomes of an article or an annotation that cannot be used: it is warned of and passed over, its error is
raised, or it is passed over."""


class CorpusWarning(UserWarning):
    """An article or an annotation that cannot be used was passed over; the text names it, and says what to do."""


class AnnotatedCorpus:
    """Articles with their annotations, read one by one each time they are gone through.

    Args:
        corpus: The articles.
        problems: What becomes of what cannot be used.

    Attributes:
        corpus: The articles, as they were listed.
    """

    def __init__(self, corpus: Corpus, problems: Problems = "warn") -> None:
        self.corpus = corpus
        self._problems = problems

    @property
    def labels(self) -> LabelSet:
        """The label set.

        Raises:
            InputError: When its file cannot be used.
        """
        return self.corpus.labels

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all articles, in order; nothing is read for that."""
        return tuple(article.id for article in self.corpus)

    def __len__(self) -> int:
        """How many articles there are, those included that cannot be used."""
        return len(self.corpus)

    def __iter__(self) -> Iterator[AnnotatedArticle]:
        """The articles that can be used, in order.

        Raises:
            InputError: At the first that cannot be used, or whose annotations cannot all be, if that was asked for.
        """
        for each in self.corpus:
            article = AnnotatedArticle(each)
            try:
                problems: Sequence[InputError] = article.problems
            except InputError as error:
                self._tell(error, each)
                continue
            for problem in problems:
                self._tell(problem, each)
            yield article

    def __getitem__(self, id: str) -> AnnotatedArticle:
        """The article of an id.

        Raises:
            KeyError: When there is none.
        """
        for article in self.corpus:
            if article.id == id:
                return AnnotatedArticle(article)
        raise KeyError(id)

    def _tell(self, problem: InputError, article: Article) -> None:
        if self._problems == "raise":
            raise problem
        if self._problems == "warn":
            named = f"{problem}" if problem.path is not None else f"{article.path}: {problem}"
            warnings.warn(named, CorpusWarning, stacklevel=3)

    def to_spacy(
        self,
        nlp: Language | None = None,
        *,
        overlap: Overlap | None = None,
        labels: Sequence[str] | None = None,
        rejected: bool = False,
    ) -> Iterator[Doc]:
        """Each article as a `Doc` of spaCy, one after the other, as `copydesk export --to spacy` writes it.

        The tokens are Copydesk's, so that the text is the article's and every span exact: `doc.spans["sc"]` has them.

        Args:
            nlp: The pipeline whose vocabulary the docs share.
            overlap: Which spans of those that overlap `doc.ents` gets, if it is to be filled: `longest` or `first`.
            labels: Only spans of these labels.
            rejected: Whether `doc.spans["rejected"]` gets what was rejected.

        Raises:
            MissingExtra: When spaCy is not installed.
        """
        try:
            from spacy.tokens import DocBin
            from spacy.vocab import Vocab
        except ImportError as error:
            raise MissingExtra("to_spacy", "spacy") from error
        vocab = Vocab() if nlp is None else nlp.vocab
        for article in self:
            content = self._exported("spacy", [article], overlap, labels, rejected=rejected)
            yield from DocBin().from_bytes(content).get_docs(vocab)

    def to_arrow(self, *, labels: Sequence[str] | None = None, rejected: bool = False) -> pa.Table:
        """A table of pyarrow with a row for each article, as `copydesk export --to parquet` writes it.

        Args:
            labels: Only spans of these labels.
            rejected: Whether what was rejected goes along, marked as such.

        Raises:
            MissingExtra: When pyarrow is not installed.
        """
        try:
            from pyarrow import BufferReader, parquet
        except ImportError as error:
            raise MissingExtra("to_arrow", "parquet") from error
        content = self._exported("parquet", self, None, labels, rejected=rejected)
        # Without threads: those that pyarrow 26 reads with may still be there when the interpreter ends, which aborts.
        return parquet.ParquetFile(BufferReader(content)).read(use_threads=False)

    def to_pandas(self, *, labels: Sequence[str] | None = None, rejected: bool = False) -> pd.DataFrame:
        """A data frame of pandas with a row for each span.

        Its columns are `article`, `id`, `label`, `start`, `end` (code points, half-open), `text`, `status`, `source`,
        `score`, `by` and `attrs`, a dictionary.

        Args:
            labels: Only spans of these labels.
            rejected: Whether what was rejected goes along, with the status `rejected`.

        Raises:
            MissingExtra: When pandas is not installed.
        """
        try:
            from pandas import DataFrame
        except ImportError as error:
            raise MissingExtra("to_pandas", "pandas") from error
        rows = [
            {
                "article": article.id,
                "id": each.id,
                "label": each.label,
                "start": each.start,
                "end": each.end,
                "text": each.text,
                "status": each.status,
                "source": each.span.source,
                "score": each.span.score,
                "by": each.span.by,
                "attrs": plain(each.attrs),
            }
            for article in self
            for each in (*article.spans, *(article.rejected if rejected else ()))
            if labels is None or each.label in labels
        ]
        return DataFrame(rows, columns=_COLUMNS)

    def _exported(
        self,
        to: str,
        articles: Sequence[AnnotatedArticle] | AnnotatedCorpus,
        overlap: Overlap | None,
        labels: Sequence[str] | None,
        *,
        rejected: bool,
    ) -> bytes:
        """Articles in a format of one stream."""
        chosen = None if labels is None else frozenset(labels)
        options = ExportOptions(overlap=overlap, labels=chosen, rejected=rejected, label_set=self.labels)
        out = io.BytesIO()
        target = get_format(to)
        assert target.write
        target.write((article.exportable() for article in articles), out, options, Report())
        return out.getvalue()

    def __repr__(self) -> str:
        return f"<corpus of {len(self)} articles>"


_COLUMNS = "article id label start end text status source score by attrs".split()


def load(
    paths: Sequence[Path | str] | Path | str,
    annotations: Path | str | None = None,
    annotator: str = "",
    *,
    problems: Problems = "warn",
) -> AnnotatedCorpus:
    """Open articles with their annotations.

    The files are listed now, and read when the corpus is gone through, as often as that is done.

    Args:
        paths: Files and folders, as on the command line.
        annotations: The folder of annotations; by default the one beside the articles.
        annotator: Whose annotations.
        problems: What becomes of an article or an annotation that cannot be used: `warn` of it, naming it, and go on;
            `raise` its error; or `ignore` it.

    Raises:
        InputError: When a path cannot be opened.
    """
    return AnnotatedCorpus(
        Corpus.open([paths] if isinstance(paths, (str, Path)) else paths, annotations, annotator), problems
    )
