"""The key table of the docs, made from the table of commands."""

from __future__ import annotations

from copydesk.annotation.labels import DEFAULT_LABELS
from copydesk.app.keys.commands import COMMANDS, GROUPS
from copydesk.app.keys.key_names import key_name

_HEAD = """\
# Keys

Every key can be remapped in the configuration, by the name in the last column:

    [keys]
    accept = ["a", "enter"]
    page_down = "space"
    redo = "none"
    select_clause = "z c"            # two keys, one after the other
    preset = "emacs"                 # what the others begin with: "vi" (these), "emacs" or "plain"

`keys = "plain"` alone chooses a preset: `vi` is the one below, `emacs` has that program's keys, and `plain` arrows,
control and function keys for what moves and edits, so that those letters are free for labels. Keys that do not fit (two
commands on one key, a name that is none, a key that no terminal sends) are told with file and line when the program
starts, and in the help; the rest works.
The file is `copydesk/config.toml` in your platform's configuration folder, or the one that `COPYDESK_CONFIG` names.
Inside the program `?` lists the keys in force, and `:` finds any command by its name.

Digits give labels, so a count has a key of its own: `#` `3` `w` goes on by three words, `#` `12` `j` down by twelve
rows. Counts go with what moves, extends, nudges, hops or undoes; nothing that decides is ever repeated by one.

`f` draws two letters over each word on the screen, in all panes; typing them goes there, any other key leaves. While
something is selected the letters stand in its pane only, and the selection is extended to take the word in.
"""

_EVERYWHERE = """\
## In many places at once

`*` looks for the words of the span here (or the selection, or the word) and lights every place where its label could be
given. Nothing is changed but what is said yes to: `y` takes the place that is marked, `n` skips it, `a` takes all the
rest, `u` takes the last answer back, a label's key gives that label instead, and `esc` ends it and keeps what was said
yes to. Each answer is kept when it is given, as any edit is. `s` looks further: in this article, in the open panes, in
the whole corpus. Every other key does nothing.

* Whole words are found, however they are typed: kinds of quotation marks, apostrophes and hyphens do not matter, nor do
  spaces within a paragraph; a possessive ’s stays outside. A hyphen ends a word (`Trump-Kim` has a Kim), an apostrophe
  or a dot in it does not (`O’Neill` has no Neill).
* Smart case: words with a capital are found as they are written, and wholly in capitals; words without any are found in
  any case.
* Left out, and counted in the status row: what has the label already, what was rejected under it, what lies inside
  another tag or a longer proposal. What has another label is offered, and says which it has now.
* It is one step: `u` takes it back, in every article that is open, or in the background in those that are not. Where
  other work came after it, that article is named and stays as it is.
* Articles that are not open are written in the background through their files, under the same locks and with the same
  journal; those that cannot be written are named. After a restart each article's `u` takes back its own part.

`&` gives another label to every annotation of these words, `_` takes the label off all of them, after the same preview.

`Y` accepts proposals in bulk, previewed alike: `Y` `p` those in this paragraph, `Y` `l` those of the label here,
`Y` `s` those in the selection, or else those that this pane shows, `Y` `c` those at or above a confidence (`+` and `-`
change it). With `x` after the `Y` they are rejected: `Y` `x` `p`. Where several panes are open, `Y` `l`, `Y` `s` and
`Y` `c` begin with the pane you are in, and `s` in the preview goes on to the others.
"""

_LABELS = """\
## Quotations and who said them

`enter` on a proposed quotation accepts its speaker and its cue too. A quotation that is tagged by hand gets those that
the words beside it name, in the same step, and the status row says whom; with `engine = "none"` it gets nobody.
`r` puts letters over whoever may have said it: names, and pronouns and other words of which nothing is said (`he`,
`a spokesman for the port`). The nearest have one letter, and the quotation is accepted by it. `R` takes a speaker away.

Without proposals a quotation takes three keys: `"` selects the one here, or else the next in quotation marks; `r` puts
letters over who may have said it; the letter tags it and names the speaker, in one step. `"` then goes on to the next
that is not tagged. What is reported without quotation marks (*that it would rain*, *to pay*) is selected likewise by
`C`, and `V` goes back over both kinds; where the ends are not quite right, `[ ] < >` and `B W H L` move them before the
`r`. These keys go by marks and by words of saying as they stand in the text: they select, and propose nothing. The
words are English ones. A passage that nobody said is tagged with `9`.

## Labels

A label's key gives it to the selection, else to the proposal or annotation under the cursor, else to the word there;
after a proposal the cursor hops on. These are the labels while there is no `annotations/labels.toml`:
"""

_MOUSE = """\
## Mouse

Click to move the cursor, drag to select, double click a word, triple click a sentence, turn the wheel to scroll.
"""


def markdown() -> str:
    """The whole page, in Markdown."""
    parts = [_HEAD]
    for group in GROUPS:
        rows = [
            f"| {' '.join(map(_code, command.keys))} | {command.help} | `{command.id}` |"
            for command in COMMANDS
            if command.group == group
        ]
        parts.append("\n".join([f"## {group}\n", "| keys | what it does | name |", "|---|---|---|", *rows, ""]))
    rows = [
        f"| {f'`{label.key}`' if label.key else '`t` and its name'} | `{label.name}` | {label.description} |"
        for label in DEFAULT_LABELS
    ]
    parts += [_EVERYWHERE, "\n".join([_LABELS, "| key | label | meaning |", "|---|---|---|", *rows, ""]), _MOUSE]
    return "\n".join(parts)


def _code(key: str) -> str:
    """A key as code, safe inside a table; keys that are typed one after the other as one code each."""
    return " then ".join(f"`{key_name(each)}`" for each in key.split(" ")).replace("|", "\\|")
