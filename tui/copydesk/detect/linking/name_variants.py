"""Variants of names: spellings and other names that no article needs to introduce."""

from __future__ import annotations

SPELLINGS = {
    written: group.split()[0]
    for group in (
        "sergei sergey",
        "alexei alexey aleksei aleksey",
        "alexander aleksandr alexandr",
        "dmitry dmitri dmitriy dmitrii",
        "yury yuri yuriy",
        "andrei andrey",
        "nikolai nikolay",
        "anatoly anatoliy anatoli",
        "vitaly vitaliy vitali",
        "mohammed muhammad mohamed mohammad mohamad muhammed",
        "yasser yasir",
        "benjamin benyamin binyamin",
        "hussein hussain husain",
        "abdallah abdullah",
    )
    for written in group.split()
}
"""Spellings of one given name in Latin letters."""

SAME = {
    written: group[0]
    for group in (
        ("us", "united states", "united states of america", "usa", "america"),
        ("uk", "united kingdom", "great britain", "britain"),
        ("un", "united nations"),
        ("eu", "european union"),
        ("north korea", "dprk", "nk", "democratic people's republic of korea"),
        ("south korea", "rok", "republic of korea"),
        ("china", "prc", "people's republic of china"),
        ("soviet union", "ussr"),
        ("united arab emirates", "uae"),
        ("democratic republic of congo", "democratic republic of the congo", "dr congo", "drc"),
        ("czechia", "czech republic"),
        ("bosnia", "bosnia and herzegovina", "bosnia-herzegovina"),
        ("myanmar", "burma"),
        ("turkey", "turkiye", "türkiye"),
        ("ivory coast", "cote d'ivoire", "côte d'ivoire"),
        ("eswatini", "swaziland"),
        ("kyiv", "kiev"),
        ("mumbai", "bombay"),
        ("washington dc", "washington d c", "washington, dc", "washington, d c", "dc", "d c", "district of columbia"),
        ("nato", "north atlantic treaty organization", "north atlantic treaty organisation"),
        ("who", "world health organization", "world health organisation"),
        ("imf", "international monetary fund"),
        ("wto", "world trade organization", "world trade organisation"),
        ("ecb", "european central bank"),
        ("iaea", "international atomic energy agency"),
        ("fbi", "federal bureau of investigation"),
        ("cia", "central intelligence agency"),
    )
    for written in group
}
"""Short and long forms of the same name that no article needs to introduce."""

LEGAL = frozenset("inc incorporated corp corporation co company ltd limited plc llc llp lp gmbh ag sa nv spa".split())
"""What a company's name may end with or not."""
OLD_SPELLING = {"organisation": "organization", "centre": "center", "defence": "defense", "programme": "program"}
"""British spellings of words in the names of organisations, and the American ones."""
