"""Articles on which exports go wrong elsewhere: every format is proved on all of them.

Each is one `ExportArticle` made from bytes as they would lie on the disk. `NASTY` has them all; what a format cannot
carry it must report. Formats that lack something take the subsets that `continuous` and `one_layer` make.
`write_corpus` puts them on the disk as articles and annotation files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from copydesk.annotation.labels import Label, LabelSet, RelationType
from copydesk.annotation.snapshot import ArticleStatus, Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.formats.format import ExportArticle
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.corpus import Corpus
from copydesk.text.document import Document
from copydesk.text.paged_text import BOM

LABELS = LabelSet(
    labels=tuple(
        Label(name, description=f"What is marked {name}.")
        for name in ("PERSON", "ORG", "GPE", "DATE", "QUOTE", "CLAIM", "CUE", "SPEAKER", "NORP")
    ),
    relations=(RelationType("speaker"), RelationType("cue")),
)
"""A label set that declares every label of the articles."""


@dataclass
class _Maker:
    """Makes the spans of one text by their words; ids count up."""

    name: str
    text: str
    count: int = 0

    def __call__(self, words: str, label: str = "PERSON", nth: int = 0, **more: Any) -> Span:
        """The nth place of the words, overlapping places included."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return self.on(start, start + len(words), label, **more)

    def on(self, start: int, end: int, label: str = "PERSON", **more: Any) -> Span:
        self.count += 1
        return Span(id=f"{self.name[:4]}{self.count:04}", label=label, start=start, end=end, **more)

    def article(
        self,
        *spans: Span,
        relations: Iterable[Relation] = (),
        bom: bool = False,
        status: ArticleStatus = "done",
        labels: dict[str, Any] | None = None,
    ) -> ExportArticle:
        document = Document.from_bytes((BOM if bom else b"") + self.text.encode())
        snapshot = Snapshot(
            spans=tuple(sorted(spans, key=lambda span: span.order)),
            relations=tuple(relations),
            status=status,
            labels=labels or {},
        )
        return ExportArticle(self.name, f"articles/{self.name}.txt", document, snapshot)


def _plain() -> ExportArticle:
    at = _Maker("plain", "Ana Ruiz met Bo Ek in Lund on 3 May. “We agree,” said Ruiz.\nBo Ek left.\n")
    quote, speaker, cue = at("“We agree,”", "QUOTE", attrs={"kind": "direct"}), at("Ruiz", nth=1), at("said", "CUE")
    return at.article(
        at("Ana Ruiz"),
        at("Bo Ek"),
        at("Lund", "GPE"),
        at("3 May", "DATE"),
        quote,
        cue,
        speaker,
        at("Bo Ek", nth=1),
        relations=[
            Relation(id="plainr1", type="speaker", head=quote.id, tail=speaker.id),
            Relation(id="plainr2", type="cue", head=quote.id, tail=cue.id),
        ],
    )


def _emoji() -> ExportArticle:
    at = _Maker("emoji", "😀 Zoe 👩🏽‍🚀 and 👨‍👩‍👧‍👦 flew to 🇫🇷 now; ❤️ Bo🎉Ek 1️⃣!")
    return at.article(
        at("Zoe"),
        at("👩🏽‍🚀"),
        at("👨‍👩‍👧‍👦", "ORG"),
        at("🇫🇷", "GPE"),
        at("now", "DATE"),
        at("❤️", "CLAIM"),
        at("Bo🎉Ek"),
        at("1️⃣", "DATE"),
    )


def _chinese() -> ExportArticle:
    at = _Maker(
        "chinese",
        "习近平在北京会见了外国记者。他说：“我们将努力。”𠮷野家はとても、東京で𠮷田さんに。서울에서 김정은이 말했다.",
    )
    return at.article(
        at("习近平"),
        at("北京", "GPE"),
        at("“我们将努力。”", "QUOTE"),
        at("𠮷野家", "ORG"),
        at("東京", "GPE"),
        at("𠮷田"),
        at("서울", "GPE"),
        at("김정은"),
    )


def _marks() -> ExportArticle:
    at = _Maker(
        "marks", "Zoe\u0308 and Jose\u0301 ate cafe\u0301s with क्षितिज and हिन्दी in Vie\u0323\u0302t Nam\u0303."
    )
    return at.article(
        at("Zoe\u0308"), at("Jose\u0301"), at("क्षितिज"), at("हिन्दी", "NORP"), at("Vie\u0323\u0302t Nam\u0303", "GPE")
    )


def _right_to_left() -> ExportArticle:
    at = _Maker(
        "arabic", "قال محمد بن سلمان إن «السلام ممكن» في الرياض. ואז דָּוִד אמר \u202bשלום\u202c ל-Ana \u200fמחר\u200f."
    )
    return at.article(
        at("محمد بن سلمان"),
        at("«السلام ممكن»", "QUOTE"),
        at("الرياض", "GPE"),
        at("דָּוִד"),
        at("Ana"),
        at("שלום", "CLAIM"),
        at("מחר", "DATE"),
    )


def _crlf() -> ExportArticle:
    at = _Maker("crlf", "A headline\r\n\r\nAna Ruiz spoke.\r\nThen Bo\r\nEk did.\rOld Mac.\n\n\nEnd\tof\x0bit.\r\n")
    return at.article(at("Ana Ruiz"), at("Bo\r\nEk"), at("Mac", "ORG"), at("End\tof", "CLAIM"), at("did", "CUE"))


def _spaces() -> ExportArticle:
    at = _Maker(
        "spaces",
        "Ana\u00a0Ruiz  paid 3\u202f000 €.\u2028Next\u2029Par\u0085Nel\u3000Wide\u200bzero \u2007Fig\ufeffure\u00adx.",
    )
    return at.article(
        at("Ana\u00a0Ruiz"),
        at("3\u202f000 €", "CLAIM"),
        at("Next", "ORG"),
        at("Par", "ORG"),
        at("Nel", "ORG"),
        at("Wide\u200bzero", "ORG"),
        at("Fig\ufeffure\u00adx", "ORG"),
    )


def _bom() -> ExportArticle:
    at = _Maker("bom", "Ana Ruiz left.\r\nBo stayed.")
    return at.article(at("Ana Ruiz"), at("Bo"), bom=True)


def _overlapping() -> ExportArticle:
    at = _Maker("overlaps", "the University of North Bend said “he told me ‘no’ and ‘never’ again” on Monday")
    outer = at("“he told me ‘no’ and ‘never’ again”", "QUOTE")
    return at.article(
        at("University of North Bend", "ORG"),
        at("North Bend", "GPE"),
        at("North Bend", "ORG"),
        at("Bend said", "CLAIM"),
        outer,
        at("‘no’", "QUOTE"),
        at("no", "CLAIM"),
        at("‘never’", "QUOTE"),
        at("again” on", "CLAIM"),
        at("the University", "SPEAKER"),
    )


def _discontinuous() -> ExportArticle:
    text = "“We will,” said Ana Ruiz, “rebuild it all.” Mr. and Mrs. Ek agreed 😀 at once."
    at = _Maker("pieces", text)
    first, second = "“We will,”", "“rebuild it all.”"
    start, middle = text.index(first), text.index(second)
    quote = at.on(
        start,
        middle + len(second),
        "QUOTE",
        fragments=((start, start + len(first)), (middle, middle + len(second))),
        attrs={"kind": "direct"},
    )
    mister, ek = text.index("Mr."), text.index("Ek")
    speaker = at("Ana Ruiz")
    return at.article(
        quote,
        speaker,
        at.on(mister, ek + 2, fragments=((mister, mister + 3), (ek, ek + 2))),
        at("Mrs. Ek"),
        relations=[Relation(id="piecesr1", type="speaker", head=quote.id, tail=speaker.id)],
    )


def _small_and_whole() -> ExportArticle:
    at = _Maker("whole", "X met 李; I saw a 😀.")
    return at.article(
        at("X"),
        at("李"),
        at("I"),
        at("a", "CLAIM"),
        at("😀", "CLAIM"),
        at(".", "CLAIM"),
        at.on(0, len(at.text), "QUOTE"),
    )


def _one_character() -> ExportArticle:
    at = _Maker("single", "X")
    return at.article(at("X"))


def _paragraphs() -> ExportArticle:
    text = "She said: “We go.\r\n\r\n“We stay.\r\n\r\n“We rest. Then we eat.”\r\n\r\nThat was all, she said.\r\n"
    at = _Maker("quotes", text)
    start, end = text.index("“"), text.index("”") + 1
    quote, speaker = at.on(start, end, "QUOTE", attrs={"kind": "direct"}), at("She", "SPEAKER")
    return at.article(
        quote,
        speaker,
        at("she", nth=0),
        relations=[Relation(id="quotesr1", type="speaker", head=quote.id, tail=speaker.id)],
    )


def _inside_words() -> ExportArticle:
    at = _Maker("inside", "unbelievable;Bob met Al-Amin’s anti-Trump crowd@Lund.org, U.S.-born O’Neill, $5bn")
    return at.article(
        at("believ", "CLAIM"),
        at("Bob"),
        at("Amin"),
        at("Trump"),
        at("Lund", "GPE"),
        at("U.S.", "GPE"),
        at("Neill"),
        at("$5", "CLAIM"),
        at("bn", "CLAIM"),
    )


def _repeated() -> ExportArticle:
    at = _Maker("repeats", "Ana and ana and Anaana saw Ana, aaa, in Ana. Ana Ana")
    return at.article(
        at("Ana"),
        at("Ana", nth=2),
        at("Ana", nth=5),
        at("aa", "CLAIM", nth=1),
        at("ana", nth=0),
        at("Ana", "ORG", nth=2),
    )


def _touching() -> ExportArticle:
    at = _Maker("touching", "AnaBo met Lund,Paris")
    return at.article(at("Ana"), at("Bo"), at("Lund", "GPE"), at(",", "CLAIM"), at("Paris", "GPE"))


def _controls() -> ExportArticle:
    at = _Maker(
        "controls",
        "Ana\x07 Ruiz \x1b[31mred\x1b[0m <b>Bo & Ek</b> {\"x\": 'y'} \\n `|` \x7f\x9b -DOCSTART- #T1 [bold].",
    )
    return at.article(
        at("Ana\x07 Ruiz"),
        at("red", "CLAIM"),
        at("Bo & Ek"),
        at("{\"x\": 'y'}", "CLAIM"),
        at("\\n `|`", "CLAIM"),
        at("-DOCSTART-", "ORG"),
        at("#T1", "ORG"),
        at("[bold]", "CLAIM"),
    )


def _decided() -> ExportArticle:
    at = _Maker("decided", "May said in May that Ms. May will stay; NA or None, 007, =1+2.")
    return at.article(
        at("May", source="names@1", score=0.875, by="ana", note="the minister; “sic”\nnext line"),
        at("May", "DATE", nth=1, status="rejected", source="names@1"),
        at("May", nth=2, attrs={"sure": True, "rank": 2, "alias": ["Theresa", "T. M."]}),
        at("NA", "ORG"),
        at("None", "ORG"),
        at("007", "ORG"),
        at("=1+2", "CLAIM"),
        status="open",
        labels={"topic": "politics", "year": 2026},
    )


def _unannotated() -> ExportArticle:
    return _Maker("bare", "Nothing is marked here. Not a word.\n").article()


def _empty() -> ExportArticle:
    return _Maker("empty", "").article()


def _blank() -> ExportArticle:
    at = _Maker("blank", " \r\n\t  Ana Ruiz \u00a0 \n ")
    return at.article(at("Ana Ruiz"), at(" Ana ", "ORG"), at("\t  ", "CLAIM"))


def _long() -> ExportArticle:
    words = " ".join(f"word{number}" for number in range(500))
    at = _Maker("long", f"Ana Ruiz said {words}. Bo 😀 Ek left at last.")
    return at.article(at("Ana Ruiz"), at("word3 word4 word5"), at(words, "QUOTE"), at("Bo 😀 Ek"), at("last", "DATE"))


NASTY: tuple[ExportArticle, ...] = tuple(
    make()
    for make in (
        _plain,
        _emoji,
        _chinese,
        _marks,
        _right_to_left,
        _crlf,
        _spaces,
        _bom,
        _overlapping,
        _discontinuous,
        _small_and_whole,
        _one_character,
        _paragraphs,
        _inside_words,
        _repeated,
        _touching,
        _controls,
        _decided,
        _unannotated,
        _empty,
        _blank,
        _long,
    )
)
"""All of them. `decided` has a rejected span, notes, attributes and labels of the article, and is not marked done;
`blank` has spans that begin or end in white space."""


def accepted(articles: Iterable[ExportArticle]) -> tuple[ExportArticle, ...]:
    """The articles without their rejected spans."""
    return _keeping(articles, lambda span, _: span.status == "accepted")


def continuous(articles: Iterable[ExportArticle]) -> tuple[ExportArticle, ...]:
    """The articles without their discontinuous spans."""
    return _keeping(articles, lambda span, _: not span.fragments)


def one_layer(articles: Iterable[ExportArticle]) -> tuple[ExportArticle, ...]:
    """The articles with as many of their spans as do not overlap an earlier one."""
    return _keeping(articles, lambda span, kept: not any(span.overlaps(*other.range) for other in kept))


def _keeping(articles: Iterable[ExportArticle], wanted: Any) -> tuple[ExportArticle, ...]:
    made = []
    for article in articles:
        kept: list[Span] = []
        for span in article.snapshot.spans:
            if wanted(span, kept):
                kept.append(span)
        ids = {span.id for span in kept}
        relations = tuple(each for each in article.snapshot.relations if {each.head, each.tail} <= ids)
        made.append(replace(article, snapshot=replace(article.snapshot, spans=tuple(kept), relations=relations)))
    return tuple(made)


def facts(article: ExportArticle) -> list[tuple[str, int, int, str]]:
    """Label, start, end and text of each accepted span, in order: what a reader must find."""
    text = article.document.text
    return [
        (span.label, span.start, span.end, text[span.start : span.end])
        for span in article.snapshot.spans
        if span.status == "accepted"
    ]


def write_corpus(folder: Path, articles: Iterable[ExportArticle] = NASTY) -> Corpus:
    """Put articles and their annotation files on the disk, in `articles/` and `annotations/` of a folder."""
    made = list(articles)
    (folder / "articles").mkdir(parents=True)
    (folder / "annotations").mkdir()
    for article in made:
        text = article.document.text.encode()
        content = text if Document.from_bytes(text).sha256 == article.document.sha256 else BOM + text
        (folder / article.path).write_bytes(content)
        source = render_annotation_file(article.snapshot, article.document, f"../{article.path}")
        (folder / "annotations" / f"{article.id}.toml").write_bytes(source.encode())
    return Corpus.open([folder / "articles"])
