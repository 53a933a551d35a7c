"""Re-anchoring: annotations are found again where that is beyond doubt, and else kept as orphans."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from tests.store.work.desk_work import save

from copydesk.annotation.annotation_set import AnnotationSet
from copydesk.annotation.edit import Edit, SpanChange
from copydesk.annotation.snapshot import Snapshot
from copydesk.annotation.span import Relation, Span
from copydesk.store.annotations.earlier_version import earlier_version
from copydesk.store.annotations.loading import load
from copydesk.store.annotations.reader import parse_annotation_file
from copydesk.store.annotations.reanchoring import Reanchored, reanchor
from copydesk.store.annotations.writer import render_annotation_file
from copydesk.store.corpus.article import Article
from copydesk.store.corpus.corpus import Corpus
from copydesk.text.document import Document

NEWS = (
    "Harbor vote ends in uproar\n"
    "The mayor of Vellmar, Marisol Ibarra, left the hall on Tuesday before the votes were counted.\n"
    "“We will rebuild the café,” said Tomás Okonkwo, who runs the ferry. “Nobody will be left behind on the quay.”\n"
    "Critics doubt it. The old market burned down in the spring, and Ibarra has not named a date since then.\n"
    "Okonkwo, a former pilot, wants a decision by summer; the council of Ostreny has offered him a lease.\n"
)
HERE = Path("a.toml")


def spans_of(text: str, *words: str) -> tuple[Span, ...]:
    """A span for each of the words, at the place where they stand first; the words are its id."""
    return tuple(Span(id=word, label="X", start=text.index(word), end=text.index(word) + len(word)) for word in words)


def spans_on(text: str, word: str) -> tuple[Span, ...]:
    """A span for each time that a word stands; its id is which."""
    places = [at for at in range(len(text)) if text.startswith(word, at)]
    return tuple(Span(id=str(number), label="X", start=at, end=at + len(word)) for number, at in enumerate(places))


def again(old: str, new: str, spans: tuple[Span, ...], earlier: str | None = None) -> Reanchored:
    """What becomes of spans when a text is edited; through the file, as it is with a person."""
    source = render_annotation_file(Snapshot(spans=spans), Document.from_text(old), "a.txt")
    return reanchor(parse_annotation_file(source.encode(), HERE), Document.from_text(new), lambda: earlier)


def words_at(result: Reanchored, text: str) -> dict[str, list[str]]:
    return {span.id: list(span.texts(text)) for span in result.snapshot.spans}


def orphans(result: Reanchored) -> set[str]:
    return {orphan.id for orphan in result.snapshot.orphans}


NAMES = ("Vellmar", "Marisol Ibarra", "Tomás Okonkwo", "Critics", "old market", "Ostreny", "Harbor")


def test_what_is_in_place_is_not_moved() -> None:
    result = again(NEWS, f"{NEWS}And so on.", spans_of(NEWS, *NAMES))
    assert result.moves == ()
    assert result.snapshot.spans == tuple(sorted(spans_of(NEWS, *NAMES), key=lambda span: span.order))


def test_what_moved_is_found_with_where_it_stood() -> None:
    new = "Updated at noon.\n" + NEWS
    result = again(NEWS, new, spans_of(NEWS, *NAMES))
    assert words_at(result, new) == {name: [name] for name in NAMES}
    assert {move.proof for move in result.moves} == {"moved"}
    assert all(move.new == (move.old[0] + 17, move.old[1] + 17) for move in result.moves)


def test_the_same_name_elsewhere_is_not_taken_for_one_that_was_removed() -> None:
    spans = spans_on(NEWS, "Ibarra")
    new = NEWS.replace("The mayor of Vellmar, Marisol Ibarra, left", "The mayor left")
    result = again(NEWS, new, spans)
    assert orphans(result) == {"0"}
    assert [new[span.start - 4 : span.end] for span in result.snapshot.spans] == ["and Ibarra"]


def test_of_a_name_that_comes_many_times_none_is_guessed_when_one_is_removed() -> None:
    old = "Present: Kim, Kim, Kim, Kim, Kim and Kim. The meeting of the six was short.\n"
    for number in range(5):
        at = 9 + 5 * number
        result = again(old, old[:at] + old[at + 5 :], spans_on(old, "Kim"))
        there = [span.start for span in result.snapshot.spans]
        assert len(set(there)) == len(there)
        for span in result.snapshot.spans:
            was = spans_on(old, "Kim")[int(span.id)].start
            assert span.start == (was if int(span.id) < number else was - 5)
        assert orphans(result)


def test_one_of_two_identical_paragraphs_is_not_taken_for_the_other() -> None:
    same = "The notice was signed by Marisol Ibarra, who is the mayor of Vellmar and of nothing else.\n"
    start = "Part one begins with the history of the quay and its lamps.\n"
    old = f"{start}{same}In between stands some text.\n{same}The end.\n"
    new = old.replace(same, "", 1)
    for spans in (spans_on(old, "Ibarra"), spans_on(old, "Ibarra")[:1], spans_on(old, "Ibarra")[1:]):
        for earlier in (None, old):
            result = again(old, new, spans, earlier)
            assert not any(span.id == "0" for span in result.snapshot.spans)


def test_both_of_two_identical_paragraphs_are_found_between_what_surrounds_them() -> None:
    same = "The notice was signed by Marisol Ibarra, who is the mayor of Vellmar and of nothing else.\n"
    start = "Here begins Ostreny, with the history of the quay.\n"
    old = f"{start}{same}In between stands Okonkwo, as ever.\n{same}The end, says Brandt.\n"
    spans = (*spans_on(old, "Ibarra"), *spans_of(old, "Ostreny", "Okonkwo", "Brandt"))
    new = f"A headline.\n{old}"
    result = again(old, new, spans)
    assert {span.id: span.start for span in result.snapshot.spans} == {span.id: span.start + 12 for span in spans}


def test_a_refrain_is_not_taken_for_the_other_because_its_neighbor_moved_there() -> None:
    refrain = "This report was first printed by the Vellmar Gazette; Marisol Ibarra is its editor.\n"
    after = "Zoë Brandt, who has kept the lamps of the quay for thirty years, retires on Friday.\n"
    old = f"{NEWS}{refrain}{after}{NEWS[::-1]}\n{refrain}Nothing else is known.\n"
    new = f"{NEWS}{refrain}{NEWS[::-1]}\n{refrain}{after}Nothing else is known.\n"
    spans = (*spans_on(old, "Ibarra is its editor")[:1], *spans_of(old, "Zoë Brandt", "the lamps"))
    for earlier in (None, old):
        placed = {span.id: span.start for span in again(old, new, spans, earlier).snapshot.spans}
        assert placed.get("0", spans[0].start) == spans[0].start


def test_swapped_paragraphs_take_their_annotations_along() -> None:
    lines = NEWS.splitlines(keepends=True)
    new = "".join([lines[0], lines[3], lines[2], lines[1], lines[4]])
    result = again(NEWS, new, spans_of(NEWS, *NAMES))
    assert words_at(result, new) == {name: [name] for name in NAMES}
    assert new[: result.snapshot.spans[0].start].count("\n") == 0


def test_words_that_stand_in_another_sense_are_orphans() -> None:
    new = (
        "Ostreny has a new cinema. Vellmar, where the first film was shown a hundred years ago, will follow.\n"
        "Marisol Ibarra plays the part of a nurse; Tomás Okonkwo wrote the music while Critics slept.\n"
    )
    result = again(NEWS, new, spans_of(NEWS, "Ostreny", "Vellmar", "Marisol Ibarra", "Tomás Okonkwo", "Critics"))
    assert result.snapshot.spans == ()
    assert len(result.moves) == 5


def test_a_name_that_begins_a_new_sentence_before_its_own_is_not_taken_for_it() -> None:
    new = NEWS.replace("Okonkwo, a former", "Okonkwo sold his boat yesterday. Nobody told Zoë Brandt. The former")
    spans = tuple(span for span in spans_on(NEWS, "Okonkwo") if NEWS.startswith(", a former", span.end))
    result = again(NEWS, new, spans, NEWS)
    assert result.snapshot.spans == ()


LED_IN = (
    "Reporters of the Gazette asked her what was meant by that, and put down all of the answer"
    "{end}Ibarra is not the first to say so, and will not be the last one in the long story of this quay.{break_}"
    "Nobody at Ostreny has heard of it since; the lamps were lit at six, as on every other evening.\n"
)


@pytest.mark.parametrize(("end", "break_"), [(":\n\n", "\n\n"), ("\r\n", "\r\n"), (": ", " "), (" —\n“", "”\n")])
def test_a_name_that_begins_another_line_or_answer_is_not_taken_for_it(end: str, break_: str) -> None:
    old = LED_IN.format(end=end, break_=break_)
    new = old.replace("is not the first to say so, and will not be the last one in", "opened the school, which changed")
    spans = (*spans_of(old, "Reporters", "the answer", "Ostreny"), *spans_on(old, "Ibarra"))
    for earlier in (None, old):
        assert orphans(again(old, new, spans, earlier)) == {"0"}


def test_a_name_that_ends_a_line_is_not_taken_for_that_of_another() -> None:
    lead = "The lamps were lit at six, as on every other evening, and the ferry left on time.\n"
    rest = LED_IN.format(end=": ", break_=" ")
    old = f"{lead}What the harbour has to expect of the new council and of Ibarra\n{rest}"
    new = old.replace("What the harbour has to expect of the new council and of", "A school, opened by Brandt; not")
    spans = (*spans_of(old, "ferry", "Reporters", "the answer", "Ostreny"), *spans_on(old, "Ibarra")[:1])
    for earlier in (None, old):
        assert orphans(again(old, new, spans, earlier)) == {"0"}


def test_a_quote_whose_last_sentence_went_is_no_close_match_though_its_marks_stand() -> None:
    quote = '"Nobody in this town wants a winter such as the last, nor one before it. So much for that. It ends now."'
    old = NEWS.replace("Critics doubt it.", f"Critics say to all who ask them: {quote}")
    new = old.replace(" It ends now.", "")
    for earlier in (None, old):
        assert orphans(again(old, new, spans_of(old, quote, *NAMES), earlier)) == {quote}


def test_part_of_a_longer_word_is_not_the_word() -> None:
    old = "The talks were led by Kim, as everybody at the table knew very well by then."
    result = again(old, old.replace("Kim", "Kimberly"), spans_of(old, "Kim"))
    assert orphans(result) == {"Kim"}


@pytest.mark.parametrize(
    "respell",
    [
        lambda text: text.translate({0x201C: '"', 0x201D: '"'}),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(" ", "\xa0"),
    ],
    ids=["straight quotes", "NFD", "CRLF", "no-break spaces"],
)
def test_what_is_only_written_otherwise_is_found_and_marked_as_close(respell: Callable[[str], str]) -> None:
    quote = NEWS[NEWS.index("“") : NEWS.index(" doubt")]
    new = respell(NEWS)
    result = again(NEWS, new, spans_of(NEWS, quote, "Marisol Ibarra"))
    assert words_at(result, new)[quote] == [respell(quote)]
    (close,) = [move for move in result.moves if move.proof == "close" and move.words == quote]
    assert close.score == 1.0
    assert next(span for span in result.snapshot.spans if span.id == quote).extra == {
        "anchor": "close",
        "anchor_score": 1.0,
    }


def test_a_slip_put_right_is_a_close_match() -> None:
    old = NEWS.replace("Okonkwo, who", "Okonwko, who")
    result = again(old, NEWS, spans_of(old, "Tomás Okonwko"))
    assert words_at(result, NEWS) == {"Tomás Okonwko": ["Tomás Okonkwo"]}
    (move,) = result.moves
    assert move.proof == "close"
    assert 0.8 <= move.score < 1


@pytest.mark.parametrize("other", ["Tomás Brandt", "Tom Okonkwo", "Anna Okonkwo", "the pilot"])
def test_another_name_in_the_same_place_is_no_close_match(other: str) -> None:
    result = again(NEWS, NEWS.replace("Tomás Okonkwo", other), spans_of(NEWS, "Tomás Okonkwo"), NEWS)
    assert result.snapshot.spans == ()


def test_another_number_is_no_close_match() -> None:
    old = "The council has voted for a loan of $350 million, which the harbour needs before the winter."
    result = again(old, old.replace("350", "360"), spans_of(old, "$350 million"), old)
    assert orphans(result) == {"$350 million"}


def test_discontinuous_annotations_are_found_piece_by_piece() -> None:
    first, second = "“We will rebuild the café,”", "“Nobody will be left behind on the quay.”"
    pieces = tuple((NEWS.index(piece), NEWS.index(piece) + len(piece)) for piece in (first, second))
    span = Span(id="q", label="QUOTE", start=pieces[0][0], end=pieces[1][1], fragments=pieces)
    new = "Late edition. " + NEWS.replace("who runs the ferry", "who has run the ferry for a year")
    assert words_at(again(NEWS, new, (span,)), new) == {"q": [first, second]}
    assert orphans(again(NEWS, NEWS.replace(second, "He left."), (span,))) == {"q"}


def test_the_old_text_proves_what_the_file_alone_cannot() -> None:
    filler = "".join(f"Line {number} tells of the {number * 7} lamps along the quay.\n" for number in range(9))
    same = "The notice was signed by Marisol Ibarra, who is the mayor of Vellmar.\n"
    old = f"{filler}{same}{filler.replace('lamps', 'boats')}{same}The end of it.\n"
    new = old.replace("Line 3 tells of the 21 boats", "Line three is about 21 boats")
    spans = spans_on(old, "Ibarra")
    assert len(orphans(again(old, new, spans))) == 2
    assert {move.proof for move in again(old, new, spans, old).moves} <= {"git", "orphaned"}


def test_every_annotation_of_a_text_that_became_empty_is_kept() -> None:
    result = again(NEWS, "", spans_of(NEWS, *NAMES))
    assert orphans(result) == set(NAMES)


# In files


@pytest.fixture
def article(tmp_path: Path) -> Article:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(NEWS, encoding="utf-8", newline="")
    return Corpus.open([tmp_path / "news"]).articles[0]


def annotate(article: Article) -> Snapshot:
    spans = spans_of(NEWS, "Marisol Ibarra", "Tomás Okonkwo", "old market")
    relation = Relation(id="r", type="speaker", head="Tomás Okonkwo", tail="old market")
    snapshot = Snapshot(spans=spans, relations=(relation,))
    save(article, article.read(), snapshot)
    return snapshot


def edit(article: Article) -> None:
    text = NEWS.replace("The old market burned down", "It burned")
    article.path.write_text(f"Updated.\n{text}", encoding="utf-8", newline="")


def test_loading_an_article_that_changed_writes_nothing(article: Article) -> None:
    annotate(article)
    before = article.annotation_path.read_bytes()
    edit(article)
    loaded = load(article, article.read())
    assert loaded.rebased
    assert [(move.id, move.proof) for move in loaded.moves] == [
        ("Marisol Ibarra", "moved"),
        ("Tomás Okonkwo", "moved"),
        ("old market", "orphaned"),
    ]
    assert article.annotation_path.read_bytes() == before


def test_an_orphan_and_its_relations_are_kept_through_saves(article: Article) -> None:
    annotated = annotate(article)
    edit(article)
    document = article.read()
    first = load(article, document).snapshot
    save(article, document, first)
    source = article.annotation_path.read_text(encoding="utf-8")
    assert 'anchor = "orphaned"\n' in source
    second = load(article, document)
    assert (second.snapshot, second.rebased, second.moves) == (first, False, ())
    (orphan,) = second.snapshot.orphans
    assert (orphan.span, orphan.anchor.exact) == (annotated.spans[2], "old market")
    assert second.snapshot.relations == annotated.relations
    save(article, document, second.snapshot)
    assert article.annotation_path.read_text(encoding="utf-8") == source


def test_an_orphan_comes_back_when_its_words_do(article: Article) -> None:
    annotated = annotate(article)
    edit(article)
    save(article, article.read(), load(article, article.read()).snapshot)
    article.path.write_text(NEWS, encoding="utf-8", newline="")
    loaded = load(article, article.read())
    assert loaded.snapshot.orphans == ()
    assert sorted(loaded.snapshot.spans, key=lambda span: span.order) == sorted(
        annotated.spans, key=lambda span: span.order
    )


def test_an_orphan_is_reanchored_by_hand_and_undone(article: Article) -> None:
    annotate(article)
    edit(article)
    document = article.read()
    snapshot = load(article, document).snapshot
    (orphan,) = snapshot.orphans
    at = document.text.index("spring")
    span = orphan.reanchored(at, at + 6)
    annotations = AnnotationSet(snapshot)
    annotations.apply(Edit("re-anchor", (SpanChange(None, span),)))
    save(article, document, annotations.snapshot())
    loaded = load(article, document).snapshot
    assert (loaded.orphans, span in loaded.spans) == ((), True)
    annotations.apply(Edit("undo", (SpanChange(span, None),)))
    save(article, document, annotations.snapshot())
    assert load(article, document).snapshot == snapshot


def test_a_close_match_stays_marked_in_the_file(article: Article) -> None:
    annotate(article)
    article.path.write_text(NEWS.replace("Tomás Okonkwo", "Tomás Okonkvo"), encoding="utf-8", newline="")
    document = article.read()
    save(article, document, load(article, document).snapshot)
    source = article.annotation_path.read_text(encoding="utf-8")
    assert 'exact = "Tomás Okonkvo"' in source
    assert 'anchor = "close"\nanchor_score = 0.917\n' in source


def test_a_close_match_that_is_not_found_again_later_is_an_orphan_like_others(article: Article) -> None:
    annotate(article)
    article.path.write_text(NEWS.replace("Tomás Okonkwo", "Tomás Okonkvo"), encoding="utf-8", newline="")
    document = article.read()
    save(article, document, load(article, document).snapshot)
    article.path.write_text(NEWS.replace("Tomás Okonkwo", "Zoë Brandt"), encoding="utf-8", newline="")
    document = article.read()
    first = load(article, document).snapshot
    assert [(orphan.id, orphan.span.extra) for orphan in first.orphans] == [("Tomás Okonkwo", {})]
    save(article, document, first)
    assert load(article, document).snapshot == first


def test_words_that_come_twice_in_the_same_context_are_noted() -> None:
    same = "The notice was signed by Marisol Ibarra, who is the mayor of Vellmar and of nothing else.\n"
    old = f"{same}Between.\n{same}"
    spans = (*spans_on(old, "Ibarra"), *spans_of(old, "Between"))
    source = render_annotation_file(Snapshot(spans=spans), Document.from_text(old), "a.txt")
    file = parse_annotation_file(source.encode(), HERE)
    assert file.twins == {"0": 1, "1": 1}
    assert render_annotation_file(file.snapshot, Document.from_text(old), "a.txt") == source


def test_an_annotation_whose_words_and_range_disagree_is_an_orphan(article: Article) -> None:
    annotate(article)
    path = article.annotation_path
    path.write_text(
        path.read_text(encoding="utf-8").replace('exact = "old market"', 'exact = "market"'), encoding="utf-8"
    )
    edit(article)
    assert [orphan.id for orphan in load(article, article.read()).snapshot.orphans] == ["old market"]


# With git


def git(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    if which("git") is None:
        pytest.skip("there is no git")
    git(tmp_path, "init", "--quiet")
    return tmp_path


def commit(folder: Path, name: str, content: str) -> str:
    (folder / name).write_bytes(content.encode())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "version")
    return Document.from_text(content).sha256


def test_an_earlier_version_is_found_in_the_history(repository: Path) -> None:
    old = commit(repository, "a.txt", "one\n")
    commit(repository, "a.txt", "two\n")
    path = repository / "a.txt"
    assert earlier_version(path, old) == "one\n"
    assert earlier_version(path, "0" * 64) is None
    assert earlier_version(path, old, versions=0) is None
    assert earlier_version(path, old, seconds=0) is None


def test_an_earlier_version_is_found_by_the_name_that_it_had(repository: Path) -> None:
    text = "".join(f"line {number}\n" for number in range(30))
    old = commit(repository, "a.txt", text)
    (repository / "sub").mkdir()
    git(repository, "mv", "a.txt", "sub/b.txt")
    commit(repository, "sub/b.txt", text + "more\n")
    assert earlier_version(repository / "sub" / "b.txt", old) == text


def test_line_ends_that_git_took_out_are_no_hindrance(repository: Path) -> None:
    commit(repository, "a.txt", "one\ntwo\n")
    assert earlier_version(repository / "a.txt", Document.from_text("one\r\ntwo\r\n").sha256) == "one\r\ntwo\r\n"


def test_a_name_is_no_pattern_and_no_option(repository: Path) -> None:
    old = commit(repository, "-[a]*.txt", "one\n")
    commit(repository, "-[a]*.txt", "two\n")
    assert earlier_version(repository / "-[a]*.txt", old) == "one\n"


def test_without_a_repository_or_git_there_is_no_earlier_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "a.txt").write_text("one")
    assert earlier_version(tmp_path / "a.txt", "0" * 64) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert earlier_version(tmp_path / "a.txt", "0" * 64) is None


def test_an_article_in_a_repository_is_compared_with_the_version_that_was_annotated(repository: Path) -> None:
    folder = repository / "news"
    folder.mkdir()
    same = "The notice was signed by Marisol Ibarra, who is the mayor of Vellmar.\n"
    old = f"{NEWS}{same}{NEWS[::-1]}\n{same}The end.\n"
    commit(repository, "news/a.txt", old)
    (article,) = Corpus.open([folder]).articles
    save(article, article.read(), Snapshot(spans=(replace(spans_of(old, "signed by")[0], id="s"),)))
    (folder / "a.txt").write_bytes(old.replace(same, "", 1).encode())
    assert [orphan.id for orphan in load(article, article.read()).snapshot.orphans] == ["s"]
