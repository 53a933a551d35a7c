r"""CoNLL-U: ten columns, the spans as IOB2 tags in the last, MISC (universaldependencies.org/format.html).

A token that begins a span has `NER=B-LABEL` in MISC, the others of it `NER=I-LABEL`. What overlaps is in further
layers, `NER2`, `NER3` and so on, inner spans after outer ones. Each article begins with `# newdoc id`, each sentence
has a `# sent_id` and its `# text`. The columns between FORM and MISC are empty.

The text can be put together again to the last character: nothing follows a token with `SpaceAfter=No`; anything but
one space is in `SpacesAfter`, what stands before the first token of an article in `SpacesBefore`, and a token with
white space in it, as a space with a combining mark, in `Form`. Escapes are those of UDPipe (`\s`, `\t`, `\r`, `\n`,
`\p` for a bar, `\\`), and `\u{2028}` for other white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from copydesk.formats.format import Carries, ExportArticle, ExportOptions, Format
from copydesk.formats.report import Report
from copydesk.formats.tokenized.tagging import OUTSIDE, TaggedArticle, refuse_unfit_label, tag, tags
from copydesk.formats.tokenized.tokens import get_tokenizer

_EMPTY = "\t_" * 7
_BLANK = re.compile(r"\s+")
_ESCAPES = {" ": r"\s", "\t": r"\t", "\r": r"\r", "\n": r"\n", "|": r"\p", "\\": r"\\"}


def write(articles: Iterable[ExportArticle], out: BinaryIO, options: ExportOptions, report: Report) -> None:
    """Write the sentences of each article.

    Raises:
        InputError: When a label has white space in it.
    """
    options = replace(options, overlap=options.overlap or "layers")
    tokenizer = get_tokenizer(options.tokens)
    for article in articles:
        made = tag(article, FORMAT.carries, tokenizer, options, report)
        for label in {item.span.label for layer in made.layers for item in layer}:
            refuse_unfit_label(label)
        out.writelines(f"{line}\n".encode() for line in _lines(made, article.document.text))


def _lines(article: TaggedArticle, text: str) -> Iterator[str]:
    """The lines of an article, an empty one after each sentence."""
    cells = article.cells
    layers = [tags(len(cells), layer, "iob2") for layer in article.layers]
    name = _line(article.id)
    for number, (first, last) in enumerate(article.sentences, 1):
        if number == 1:
            yield f"# newdoc id = {name}"
        yield f"# sent_id = {name}-{number}"
        yield f"# text = {_line(text[cells[first][0] : cells[last - 1][1]])}"
        for index in range(first, last):
            start, end = cells[index]
            following = cells[index + 1][0] if index + 1 < len(cells) else len(text)
            misc = [
                f"NER{depth if depth > 1 else ''}={_escaped(layer[index])}"
                for depth, layer in enumerate(layers, 1)
                if layer[index] != OUTSIDE
            ]
            if index == 0 and start:
                misc.append(f"SpacesBefore={_escaped(text[:start])}")
            after = text[end:following]
            if not after:
                misc.append("SpaceAfter=No")
            elif after != " ":
                misc.append(f"SpacesAfter={_escaped(after)}")
            exact = text[start:end]
            form = _line(exact) or "_"
            if form != exact:
                misc.append(f"Form={_escaped(exact)}")
            yield f"{index - first + 1}\t{form}{_EMPTY}\t{'|'.join(misc) or '_'}"
        yield ""


def _line(text: str) -> str:
    """A text on one line: any white space is one space."""
    return _BLANK.sub(" ", text).strip()


def _escaped(text: str) -> str:
    """A value of MISC."""
    return "".join(_ESCAPES.get(char) or (f"\\u{{{ord(char):x}}}" if char.isspace() else char) for char in text)


FORMAT = Format(
    name="conllu",
    title="CoNLL-U with tags in MISC",
    extension=".conllu",
    carries=Carries(overlap=True, layers=True, text=True),
    write=write,
)
