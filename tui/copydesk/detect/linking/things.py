"""Things: the organisations, places, peoples and events that an article names, with their short forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from copydesk.detect.linking.name_forms import initials, is_acronym, name_key, organization_key, people_key, place_key
from copydesk.detect.linking.referents import Grouped, Referent, Writing
from copydesk.detect.rules.gazetteer import KNOWN
from copydesk.detect.rules.name_words import ORG_HEADS

_TAILS = frozenset(
    word.lower()
    for word in ORG_HEADS
    - frozenset(
        """
        Commission Committee Council Board Authority Administration Association Federation Union Foundation Trust
        Institute Department Agency Bureau Office Service Services Force Forces Army Navy Guard Guards Corps Police
        Club Network Media News Radio Television TV Fund Conference Campaign Team Squad Unit Caucus Front Movement
        Congress Parliament Assembly Senate Court Tribunal Church Hospital Clinic Institution Society Project Program
        Programme Mission Faculty Embassy Academy School Exchange Center Centre Initiative Coalition Alliance Pictures
        Records Studios Labs Times Post Press Journal Magazine Daily Herald Government Cabinet Treasury Command
        Headquarters International United Opera Ballet Orchestra Band Choir Confederation Organization Organisation
        Registry Observatory Watch Consulate Secretariat Directorate Chamber Syndicate Militia Fleet
        """.split()
    )
) | frozenset("line lines rail railway railways shipping hotspur albion".split())
"""What the short form of an organisation leaves out: Harvard is Harvard University; Ford is no Ford Foundation."""
_WHOLE = frozenset(
    """
    congress senate house parliament army navy cabinet treasury state states nations america guard news international
    university college school church police government department ministry court committee association team
    """.split()
)
"""Last words of organisations that may as well name another."""
_OTHERS = frozenset(name.lower() for name, label in KNOWN.items() if label != "ORG")
_SHORTEST_ACRONYM = 3
"""Letters of an acronym that is no two letters by chance."""
_MOST_WORDS = 8


def group_things(kind: str, writings: Iterable[Writing]) -> Grouped:
    """The organisations, places, peoples or events that an article names.

    Args:
        kind: ORG, PLACE, NORP or EVENT.
        writings: The ways in which it writes names of this kind.
    """
    key_of = _KEYS.get(kind, name_key)
    referents: dict[str, Referent] = {}
    for writing in sorted(writings, key=lambda writing: writing.names):
        key = key_of(writing.written)
        referent = referents.get(key)
        if referent is None:
            referent = referents[key] = Referent(kind, keys={key}, first=writing.first)
        referent.take(writing)
        referent.written = max(referent.written, writing.plain, key=len)
    if kind in ("ORG", "PLACE"):
        aliases = _acronyms(kind, referents)
        if kind == "ORG":
            aliases |= {key: full for key, full in _short_forms(referents).items() if key not in aliases}
        _join(referents, aliases)
    found = list(referents.values())
    return Grouped(found, {writing.written: referent for referent in found for writing in referent.writings}, {})


_KEYS: dict[str, Callable[[str], str]] = {"ORG": organization_key, "PLACE": place_key, "NORP": people_key}


def _acronyms(kind: str, referents: dict[str, Referent]) -> dict[str, str]:
    """From the key of each acronym to the key of the one name it is short for."""
    fitting: dict[str, set[str]] = defaultdict(set)
    introduced: dict[str, set[str]] = defaultdict(set)
    for key, referent in referents.items():
        letters = {each for writing in referent.writings for each in initials(writing.written)}
        for each in letters:
            fitting[each].add(key)
        if " " not in key:
            continue
        for short, bracketed in (each for writing in referent.writings for each in writing.introduces):
            surely = bracketed and kind == "ORG" and len(short) >= _SHORTEST_ACRONYM and not _of_its_end(short, key)
            if short in letters or surely:
                introduced[short].add(key)
    for short, keys in introduced.items():
        if len(keys) == 1 and short not in referents:
            referents[next(iter(keys))].acronyms.add(short)
    aliases: dict[str, str] = {}
    for key, referent in referents.items():
        if not any(is_acronym(writing.written) for writing in referent.writings):
            continue
        full = introduced.get(key, set())
        if not full and (kind == "ORG" or len(key) >= _SHORTEST_ACRONYM):
            full = fitting.get(key, set())
        full = full - {key}
        if len(full) == 1:
            aliases[key] = next(iter(full))
            referents[aliases[key]].acronyms.add(key)
    return aliases


def _of_its_end(short: str, key: str) -> bool:
    """Whether an acronym is that of the last words of a name: `Committee of the Wide World Fund (WWF)`."""
    words = key.split()
    return any(short in initials(" ".join(words[start:])) for start in range(1, len(words)))


def _short_forms(referents: dict[str, Referent]) -> dict[str, str]:
    """From the key of each organisation's short form to the key of the one longer name that it is cut from."""
    begun: dict[str, list[str]] = defaultdict(list)
    ended: dict[str, list[str]] = defaultdict(list)
    for key in referents:
        words = key.split()
        for cut in range(1, min(len(words), _MOST_WORDS)):
            begun[" ".join(words[:cut])].append(key)
            ended[" ".join(words[cut:])].append(key)
    found: dict[str, str] = {}
    for key in sorted(referents, key=len, reverse=True):
        words = key.split()
        if key in _OTHERS:
            continue
        whole = {
            found.get(full, full) for full in begun[key] if all(word in _TAILS for word in full.split()[len(words) :])
        }
        if not begun[key] and len(ended[key]) == 1 and words[-1] not in _WHOLE and "of" not in words:
            before = [full.split()[: -len(words)] for full in ended[key]]
            whole = set() if {"of", "for"} & set(before[0][-2:]) else set(ended[key])
        if len(whole) == 1:
            full = whole.pop()
            if referents[full].first <= referents[key].first:
                found[key] = full
    return found


def _join(referents: dict[str, Referent], aliases: dict[str, str]) -> None:
    """Put what is named by a short form together with what its full form names."""
    for key, longer in aliases.items():
        full, seen = longer, {key}
        while full in aliases and full not in seen:
            seen.add(full)
            full = aliases[full]
        if full not in seen:
            referent = referents.pop(key)
            referents[full].writings += referent.writings
            referents[full].acronyms |= referent.acronyms
