"""Which names of made-up articles are linked: a small evaluation that counts wrong links and missed ones.

In the articles `[Ada Quill:P:ada]` is a name with its label's first letter and who is meant, `{the mayor:tarrow}` a
description that means somebody, and `?` somebody who cannot be told for certain: that name must stay alone.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple

import pytest

from copydesk.annotation.span import Span
from copydesk.detect.linking.mentions import Mentions, article_names

LABELS = {"P": "PERSON", "O": "ORG", "G": "GPE", "L": "LOC", "F": "FAC", "N": "NORP", "E": "EVENT"}
MARKED = re.compile(r"\[(?P<name>[^\]:]+):(?P<label>[A-Z]):(?P<who>[^\]]+)\]|\{(?P<words>[^}:]+):(?P<person>[^}]+)\}")

Place = tuple[str, int, int]


class Marked(NamedTuple):
    """A marked article: its text, its names, and who is meant at each place."""

    text: str
    spans: list[Span]
    meant: dict[tuple[int, int], str]


def marked(source: str) -> Marked:
    text = ""
    spans: list[Span] = []
    meant: dict[tuple[int, int], str] = {}
    position = 0
    for match in MARKED.finditer(source):
        text += source[position : match.start()]
        position = match.end()
        words = match["name"] or match["words"]
        place = (len(text), len(text) + len(words))
        text += words
        meant[place] = match["who"] or match["person"]
        if match["name"]:
            spans.append(Span(label=LABELS[match["label"]], start=place[0], end=place[1]))
    return Marked(text + source[position:], spans, meant)


def links(sources: tuple[str, ...]) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The wrong and the missed links of some articles, in words."""
    articles = [marked(source) for source in sources]
    mentions = Mentions([(str(number), article_names(each.text, each.spans)) for number, each in enumerate(articles)])
    meant: dict[Place, str] = {}
    found: dict[Place, frozenset[Place]] = {}
    for number, each in enumerate(articles):
        meant |= {(str(number), *place): who for place, who in each.meant.items()}
        for span in each.spans:
            group = frozenset((m.article_id, m.start, m.end) for m in mentions.of(str(number), span))
            found |= dict.fromkeys(group, group)

    def words(*places: Place) -> tuple[str, ...]:
        return tuple(f"{place[0]}: {articles[int(place[0])].text[place[1] : place[2]]}" for place in places)

    wrong: set[tuple[str, ...]] = set()
    missed: set[tuple[str, ...]] = set()
    for one, other in combinations(sorted(meant.keys() | found.keys()), 2):
        together = other in found.get(one, ())
        same = meant.get(one) == meant.get(other) != "?" and one in meant
        if together and not same:
            wrong.add(words(one, other))
        elif same and not together:
            missed.add(words(one, other))
    return wrong, missed


ARTICLES = """
surname, titled surname, possessive
- President [Ada Quill:P:ada] left [Lorvik:G:lorvik]. [Quill:P:ada] waved. President [Quill’s:P:ada] car is old.
  [Dr. Quill:P:ada] smiled.

Korean names
- [Kim Jong Un:P:kim] met [Moon Jae-in:P:moon]. [Kim:P:kim] bowed, [Moon:P:moon] too. Chairman [Kim:P:kim] left.
- [Kim Jong-un:P:kim] spoke. [Kim:P:kim] left. [Jae-in Moon:P:moon] stayed.

two who bear a surname
- [Kim Jong Un:P:kim] rose. ¶ [Kim Yo Jong:P:yo] sat. ¶ [Kim:P:?] smiled.

a surname before the second bearer comes
- [Olga Brandt:P:olga] spoke. [Brandt:P:olga] smiled. ¶ Her son, [Nils Brandt:P:nils], waited. ¶ [Brandt:P:?]
  left.

the writer's habit, away from the other bearer
- [Olga Brandt:P:olga] spoke. [Brandt:P:olga] smiled. [Brandt:P:olga] sat. ¶ Her son, [Nils Brandt:P:nils],
  waited. [Brandt:P:?] nodded. ¶ Later [Brandt:P:olga] left.

honorifics tell bearers apart
- [Robert Marsh:P:bob] and [Helen Marsh:P:helen] own the mill. Mr. [Marsh:P:bob] bakes. Mrs. [Marsh:P:helen]
  sells. [Marsh:P:?] sings.

titles tell bearers apart
- Senator [Paul Orme:P:paul] met the actor [Jay Orme:P:jay]. Senator [Orme:P:paul] laughed. [Orme:P:?] left.

an honorific that does not fit
- [Helen Marsh:P:helen] owns the mill. Mr. [Marsh:P:?] died in May.

middle names and initials
- [Karl J. Ostrem:P:karl] wrote. [Karl Ostrem:P:karl] sang. [K. Ostrem:P:karl] slept. [Ostrem:P:karl] woke.
- [Karl Jonas Ostrem:P:karl] came.

other initials are other people
- [George W. Lund:P:w] ran.
- [George H. Lund:P:h] sat.
- [George Lund:P:?] stood.

junior and senior
- [Otto Brandt:P:otto] founded it. [Otto Brandt Jr.:P:junior] sold it. [Brandt Jr.:P:junior] is 40.
- [Otto Brandt:P:otto] is dead.

nicknames that are introduced
- [Robert "Bob" Sallow:P:bob] came. [Bob:P:bob] sang. [Sallow:P:bob] left.
- [Bob Sallow:P:bob] is back.

particles
- [Karl von der Ahe:P:ahe] spoke. [von der Ahe:P:ahe] sat. [Ahe:P:ahe] rose. [Lucia de la Rosa:P:rosa] came,
  [de la Rosa:P:rosa] left.

an Arabic article comes and goes
- [Samir al-Haddad:P:samir] spoke. [Haddad:P:samir] sat. [Samir Al Haddad:P:samir] rose. [al-Haddad:P:samir]
  ran.

accents and endings of Slavic names
- [Ivan Dobrinskiy:P:ivan] met [José Peña:P:jose]. [Dobrinsky:P:ivan] sat. [Pena:P:jose] rose.
- [Ivan Dobrinskyy:P:ivan] met [Jose Pena:P:jose].

the same surname in two articles
- [Ada Quill:P:ada] rose. [Quill:P:ada] sat.
- [Tom Quill:P:tom] rose. [Quill:P:tom] sat.

a bare surname alone goes with nobody
- [Ada Quill:P:ada] rose. [Quill:P:ada] sat.
- [Quill:P:?] sang.

a bare surname with the same title elsewhere
- President [Ada M. Quill:P:ada] rose. [Quill:P:ada] sat.
- President [Quill:P:ada] sang. [Quill:P:ada] left.

a bare surname in two reports of one story
- [Ada Quill:P:ada] met [Ben Tarrow:P:ben] and [Mia Oake:P:mia]. [Quill:P:ada] left.
- [Quill:P:ada] lost, say [Ben Tarrow:P:ben] and [Mia Oake:P:mia].

one name alone is a whole name
- [Zambora:P:z] sang. [Zambora:P:z] danced.
- [Zambora:P:z] is 50.

two in other articles bear the short form
- [Lund:P:?] sang.
- [Mary Lund:P:mary] sang.
- [Karl Lund:P:karl] sang.

a given name goes with a surname first
- [Lindsay Graham:P:lindsay] met [Graham Noble:P:noble]. [Graham:P:lindsay] left. [Noble:P:noble] stayed.

acronyms that brackets introduce
- [Acme Rail Group:O:acme] ([ARG:O:acme]) grows. [ARG:O:acme] hires. The [Acme Rail Group Ltd.:O:acme] pays.
- [ARG:O:acme] sank.

an acronym in another tongue
- The [Valley Farmers Union:O:vfu] ([BVL:O:vfu]) met. [BVL:O:vfu] voted.

an acronym of two, in a third article
- [Acme Rail Group:O:acme] ([ARG:O:acme]) grows.
- [Aspen River Guild:O:guild] ([ARG:O:guild]) meets.
- [ARG:O:?] sank.

an acronym that nobody introduces
- [LHB:O:bank] falls. The [Lorvik Harbor Bank:O:bank] fell by a tenth. [LHB:O:bank] rose again.
- The [Lorvik Herring Board:O:board] met.

initials of two names
- [Lorvik Harbor Bank:O:bank] and [Lower Hill Bakery:O:bakery] sue [LHB:O:?].

an agency after a place is no acronym of it
- [LORVIK:G:lorvik] ([NPA:O:npa]) Snow fell. [NPA:O:npa] says more fell.

company forms
- [Nordal Line Ltd:O:nordal] and [Nordal Line plc:O:nordal]. [Nordal Line:O:nordal] sails. [Nordal:O:nordal]
  sinks. [Tarn & Co.:O:tarn] buys [Tarn:O:tarn].
- [Nordal Line, Inc.:O:nordal] rose.

a foundation is not the company
- [Ford:O:ford] built it; the [Ford Foundation:O:foundation] paid. [Orbit News:O:news] said [Orbit:O:orbit]
  knew.

the last word stands for the whole
- The [Lorvik Gazette:O:gazette] asked. The [Gazette:O:gazette] wrote. The [State Senate:O:senate] and the
  [Senate:O:us] met.

organisations under two spellings
- The [World Health Organization:O:who] met. The [WHO:O:who] voted. The [World Health Organisation:O:who] left.

courts of two countries
- The [Supreme Court:O:a] ruled. The [Supreme Court:O:a] rose.
- The [Supreme Court:O:b] sat.

courts in two reports of one story
- [Ada Quill:P:ada] and [Ben Tarrow:P:ben] won in the [Supreme Court:O:a].
- The [Supreme Court:O:a] heard [Ben Tarrow:P:ben] and [Ada Quill:P:ada].

names of a country
- The [U.S.:G:us] and the [US:G:us], the [United States:G:us] and [America:G:us]. [North America:L:na].
  [Korea:G:korea], [North Korea:G:north], the [DPRK:G:north].
- [USA:G:us]. [St. Bride:G:bride]. [Saint Bride:G:bride].

a city and its team
- [Larkwood:G:city] cheered. [Larkwood:O:team] won. [Larkwood United:O:united] lost to [United:O:united].
- [Larkwood:O:team] won again.

peoples
- [Koreans:N:korean] like it. A [Korean:N:korean] sang. The [Swiss:N:swiss] left. [Korea:G:korea] won.

a person and a company
- [Henry Tarn:P:henry] founded [Tarn:O:company]. [Tarn:P:henry] died. [Tarn:O:company] grew.

one name under two labels
- [Zambora:P:z] sang. [Zambora:O:z] left.

a building and who sits in it
- The [Grey House:F:house] burnt. The [Grey House:O:house] said nothing.

a described leader
- [North Korean:N:n] leader [Kim Jong Un:P:kim] rose. {The North Korean leader:kim} sat. {The leader:kim} left.
  {North Korea’s leader:kim} sang.
- [Kim Jong Un:P:kim] met the press. It asked {the North Korean leader:kim} about it.

a leader whom the article does not name
- [South Korean:N:s] President [Moon Jae-in:P:moon] rose.
- [Ada Quill:P:ada] met the South Korean president.

two leaders of one country
- [South Korean:N:s] President [Moon Jae-in:P:moon] rose. {The South Korean president:moon} sat.
- [South Korean:N:s] President [Lee Jae Myung:P:lee] rose. {The South Korean president:lee} sat.
- [Lee Jae Myung:P:lee] and [Moon Jae-in:P:moon] saw the South Korean president.

a former leader is another
- [South Korean:N:s] President [Moon Jae-in:P:moon] rose. The former South Korean president wept.

apposition and copula
- [Tim Ray:P:tim], chief executive of [Acme Rail:O:acme], spoke. {The Acme Rail chief executive:tim} sat.
  [Una Berg:P:una] is the mayor of [Lorvik:G:lorvik]. {The mayor of Lorvik:una} ate. The mayor of [Oslo:G:oslo]
  ran.

a role alone
- Mayor [Ben Tarrow:P:ben] opened it. {The mayor:ben} laughed, and {the mayor:ben}’s dog too.

a comma that ends a clause
- [Ben Tarrow:P:ben] sat. After talks with the Korean leader, [Ben Tarrow:P:ben] left. He met {the mayor of Lorvik:una},
  [Una Berg:P:una], in May. {The mayor:una} laughed.

a role of which there are several
- Mayor [Ben Tarrow:P:ben] opened it. Other mayors came. The mayor laughed.

a role alone before anybody has it
- The mayor laughed. Mayor [Ben Tarrow:P:ben] opened it.

a role of two
- Minister [Ben Tarrow:P:ben] met Minister [Una Berg:P:una]. The minister laughed.
"""
"""What is shown, and below it the articles that show it; ¶ begins a paragraph."""


def cases() -> dict[str, tuple[str, ...]]:
    """The marked articles by what they show."""
    found: dict[str, tuple[str, ...]] = {}
    for case in ARTICLES.strip().split("\n\n"):
        title, _, articles = case.partition("\n- ")
        texts = (" ".join(line.strip() for line in each.splitlines()) for each in articles.split("\n- "))
        found[title] = tuple(text.replace(" ¶ ", "\n") for text in texts)
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES)
def test_names_are_linked_where_it_is_certain_and_nowhere_else(case: str) -> None:
    wrong, missed = links(CASES[case])
    assert not wrong
    assert not missed
