"""Verbs and phrases that attribute what is quoted, by form and by how sure they are."""

from __future__ import annotations

_REGULAR = """
add announce answer argue ask assert assure bark beam bellow boast caution charge claim comment complain concede
conclude confess confirm continue counter contend crow declare demand deny disclose emphasize emphasise enthuse
exclaim explain fume gush hint implore inform insist interject joke jest lament lecture maintain mention moan muse
murmur mutter note object observe offer opine plead pledge point post predict proclaim profess protest quip rail
rant reason reassure recall recount remark remind reply report respond retort reveal riff shout scoff sigh sneer
snap state stress suggest testify text thunder tweet urge utter vent volunteer vow wail warn whisper wonder yell
acknowledge admit advise affirm agree allege announce chant chime croak cry decry elaborate echo explode gasp growl
grumble guess hiss howl inquire intone instruct invite jeer lecture marvel mock order order press proffer promise
propose question quote rebut reiterate relate relay repeat scream shriek signal speculate stammer summarize
summarise surmise thank theorize toast underline underscore wheeze whine
"""
_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "read": ("reads", "read", "reading"),
    "think": ("thinks", "thought", "thinking"),
    "swear": ("swears", "swore", "swearing"),
    "go": ("goes", "went", "going"),
    "call": ("calls", "called", "calling"),
    "describe": ("describes", "described", "describing"),
    "begin": ("begins", "began", "beginning"),
    "criticize": ("criticizes", "criticized", "criticizing"),
    "praise": ("praises", "praised", "praising"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "label": ("labels", "labeled", "labeling"),
    "denounce": ("denounces", "denounced", "denouncing"),
    "blast": ("blasts", "blasted", "blasting"),
    "accuse": ("accuses", "accused", "accusing"),
    "dismiss": ("dismisses", "dismissed", "dismissing"),
    "refer": ("refers", "referred", "referring"),
    "cite": ("cites", "cited", "citing"),
    "characterize": ("characterizes", "characterized", "characterizing"),
    "condemn": ("condemns", "condemned", "condemning"),
    "believe": ("believes", "believed", "believing"),
    "hope": ("hopes", "hoped", "hoping"),
    "speak": ("speaks", "spoke", "speaking"),
}
_DOUBLED = frozenset("quip rebut chat".split())
_WEAK = frozenset(
    """
    go call describe begin criticize praise dub label denounce blast accuse dismiss refer cite characterize condemn
    believe hope think speak offer point post press order question quote thank report promise pledge propose signal
    charge echo repeat mock toast text
    """.split()
)


def _forms(verb: str) -> tuple[str, str, str]:
    """Third person, past and participle of a regular verb."""
    if verb.endswith("e"):
        return (verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    if verb in _DOUBLED:
        return (verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return (third, verb + "ed", verb + "ing")


_FORMS: dict[str, tuple[str, str, str]] = {**{verb: _forms(verb) for verb in _REGULAR.split()}, **_IRREGULAR}
_FORMS["admit"] = ("admits", "admitted", "admitting")

PAST_OR_PRESENT = frozenset(form for third, past, _ in _FORMS.values() for form in (third, past)) - {
    "reads",
    "goes",
    "hopes",
    "points",
    "posts",
    "orders",
    "questions",
}
"""Finite forms: said, says. The bare form (say) counts where a plural stands before it."""

BARE = frozenset(_FORMS)
"""The infinitives."""

PARTICIPLES = frozenset(participle for *_, participle in _FORMS.values())
"""Forms in -ing that continue a sentence: `..., adding: "…"`."""

STRONG = frozenset(form for verb, forms in _FORMS.items() if verb not in _WEAK for form in (verb, *forms))
"""Forms of verbs that hardly do anything but attribute."""

SPEECH_NOUNS = frozenset(
    """
    statement interview tweet letter email e-mail speech report post testimony remarks comment message blog article
    column memo website sign banner caption headline description text press-release
    """.split()
)
"""Things that speak: `a statement said`."""

PHRASAL = {
    "shot": ("back",),
    "shoots": ("back",),
    "fired": ("back",),
    "fires": ("back",),
    "hit": ("back",),
    "put": ("it",),
    "puts": ("it",),
    "went": ("on",),
    "goes": ("on",),
    "pointed": ("out",),
    "points": ("out",),
    "chimed": ("in",),
    "called": ("out",),
    "cried": ("out",),
}
"""Verbs that attribute with the word after them."""

_STATING = """
say claim warn add argue insist deny confirm admit announce note predict acknowledge conclude complain explain reveal
report suggest believe think allege maintain testify caution contend concede declare disclose stress tweet write recall
vow promise pledge tell reply respond observe remark state assert mention hint reiterate affirm agree assure remind
inform ask wonder indicate emphasize answer speculate hope estimate swear decide boast confess joke urge fear worry
reckon
"""
_INTRODUCING = """
doubt beg expect learn suspect request threaten find show understand discover forecast calculate anticipate consider
dispute rule demand point remember offer refuse propose instruct advise persuade invite encourage
"""
_WITH_INFINITIVE = """
ask tell urge beg vow promise pledge threaten demand request agree offer refuse propose claim expect hope warn instruct
advise remind swear invite persuade encourage
"""
_WITH_HEARER = "tell assure remind inform warn ask beg urge caution advise"
_WITH_QUESTION = "ask wonder explain learn tell find show discover"
_IRREGULAR_TOO = {
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "showing"),
    "beg": ("begs", "begged", "begging"),
    "understand": ("understands", "understood", "understanding"),
    "forecast": ("forecasts", "forecast", "forecasting"),
}


def _all_forms(verbs: str) -> frozenset[str]:
    forms = {**_FORMS, **_IRREGULAR_TOO}
    return frozenset(form for verb in verbs.split() for form in (verb, *(forms.get(verb) or _forms(verb))))


STATING = _all_forms(_STATING)
"""Forms of verbs that a clause may follow without `that`: said it would."""

INTRODUCING = STATING | _all_forms(_INTRODUCING)
"""Forms of verbs that a reported clause may follow."""

INTRODUCING_BARE = frozenset(f"{_STATING} {_INTRODUCING}".split())
"""The infinitives of these."""

WITH_INFINITIVE = _all_forms(_WITH_INFINITIVE)
"""Forms of verbs that report by an infinitive: promised to pay."""

WITH_HEARER = _all_forms(_WITH_HEARER)
"""Forms of verbs that whoever is told may follow: told parliament."""

WITH_QUESTION = _all_forms(_WITH_QUESTION)
"""Forms of verbs that report a question by its first word: asked when."""
