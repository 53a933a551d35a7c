"""The little words of English that show where a subject begins and ends."""

from __future__ import annotations

from copydesk.detect.rules.name_words import LOWER_TITLES

PRONOUNS = frozenset("he she they i we you it who".split())
"""Pronouns that may speak, and the relative one."""

AUXILIARIES = frozenset(
    """
    has have had also then later once recently reportedly previously already again further simply just even always
    often famously repeatedly quickly angrily bluntly publicly privately explicitly jokingly would will did does can
    could may might must should still first initially finally eventually subsequently only really flatly quietly
    proudly sarcastically not never now apparently allegedly is was are were be been being actually specifically
    clearly merely soon sometimes
    """.split()
)
"""What may stand between a subject and its verb."""

DETERMINERS = frozenset(
    """
    the a an his her their its our my this that these those one another some many several two three four other both
    each every no most few any
    """.split()
)
"""Words that begin a noun phrase."""

CLAUSE_WORDS = frozenset(
    """
    and but or so yet while when after before as because if although though since that which where whereas than until
    once unless whether for with in on at by from of to about into over during amid against among between despite
    through under without within like including upon toward towards via per
    """.split()
)
"""Conjunctions and prepositions: no noun phrase goes over them."""

PREPOSITIONS = frozenset(
    """
    through during over into about against among amid between despite under upon toward towards via per like after
    before since until
    """.split()
)
"""Prepositions whose noun is no subject, whatever stands before them."""

NP_LINKS = frozenset("of for at from in with on to and".split())
"""Prepositions that join a noun to the one it belongs to: `a spokesman for the ministry`."""

HUMAN = LOWER_TITLES | frozenset(
    """
    official officials police man woman men women people person family source sources expert experts critic critics
    observer observers watchers witness witnesses lawyers spokesmen analysts supporter supporters member members group
    groups company companies government ministry team party court judge judges report reports statement tweet letter
    email leader leaders campaign department office agency union association spokesperson mother father child boy girl
    one he she they others protesters demonstrators crowd voters voter scientists researchers doctors doctor teachers
    parents victims neighbors neighbours residents organizers organisers owner organiser organizer host moderator
    anchor investigators prosecutors prosecutor insiders insider authorities newspaper magazine study survey book
    article
    """.split()
)
"""Nouns of those who speak: people, bodies, and texts."""
