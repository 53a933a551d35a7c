"""`copydesk completion`: scripts that complete commands, options and their values in bash, zsh and fish."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from copydesk.cli.exit_code import ExitCode

if TYPE_CHECKING:
    import argparse

    from copydesk.cli.parsers import Option

NAME: Final = "completion"
SUMMARY: Final = "print what completes commands and options in your shell"

EPILOG: Final = """\
bash   copydesk completion bash > ~/.local/share/bash-completion/completions/copydesk
zsh    copydesk completion zsh > a file _copydesk in a folder of your $fpath
fish   copydesk completion fish > ~/.config/fish/completions/copydesk.fish"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.epilog = EPILOG
    parser.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="bash, zsh or fish")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Print the script."""
    sys.stdout.write({"bash": bash, "zsh": zsh, "fish": fish}[arguments.shell](commands()))
    return ExitCode.FINE


Commands = dict[str, tuple[str, list["Option"]]]
"""From a command to its summary and its arguments."""


def commands() -> Commands:
    """All commands."""
    from copydesk.cli.main import COMMANDS, load
    from copydesk.cli.parsers import options_of, parser_of

    return {name: (load(name).SUMMARY, options_of(parser_of(load(name)))) for name in COMMANDS}


def bash(found: Commands) -> str:
    """The script for bash; the default command's options complete without its name."""
    cases, values = [], []
    for name, (_, options) in found.items():
        flags = " ".join(flag for option in options for flag in option.flags)
        places = " ".join(choice for option in options if not option.flags for choice in option.choices)
        cases.append(f'        {name}) flags="{flags}" places="{places}" ;;')
        for option in options:
            if option.flags and option.choices:
                before = "|".join(f"{name}:{flag}" for flag in option.flags)
                words = f'COMPREPLY=($(compgen -W "{" ".join(option.choices)}" -- "$word"))'
                values.append(f"        {before}) {words}; return ;;")
    lines = "\n".join(values)
    return f"""\
_copydesk() {{
    local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" command=read flags="" places=""
    local names="{" ".join(found)}"
    if [[ $COMP_CWORD -gt 1 && " $names " == *" ${{COMP_WORDS[1]}} "* ]]; then command="${{COMP_WORDS[1]}}"; fi
    case "$command:$before" in
{lines}
    esac
    case "$command" in
{chr(10).join(cases)}
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$word"))
    else
        [[ $COMP_CWORD -eq 1 ]] && places="$names"
        COMPREPLY=($(compgen -W "$places" -- "$word"))
        compopt -o filenames 2>/dev/null
        while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -f -- "$word")
    fi
}}
complete -F _copydesk copydesk
"""


def zsh(found: Commands) -> str:
    """The script for zsh."""
    described = "\n".join(f"        {_zsh_quoted(f'{name}:{summary}')}" for name, (summary, _) in found.items())
    cases = []
    for name, (_, options) in found.items():
        specs = []
        for option in options:
            action = f":{option.value}:({' '.join(option.choices)})" if option.choices else f":{option.value}:_files"
            text = option.help.replace("[", "(").replace("]", ")").replace(":", " -")
            if not option.flags:
                specs.append(_zsh_quoted(f"*{action}"))
            for flag in option.flags:
                specs.append(_zsh_quoted(f"{flag}[{text}]{action if option.value else ''}"))
        cases.append(f"        {name}) _arguments {' '.join(specs)} ;;")
    return f"""\
#compdef copydesk
_copydesk() {{
    local -a names
    names=(
{described}
    )
    if (( CURRENT == 2 )); then
        _describe command names
        _files
        return
    fi
    local command="$words[2]"
    if (( ${{+names[(r)$command:*]}} )); then
        shift words
        (( CURRENT-- ))
    else
        command=read
    fi
    case "$command" in
{chr(10).join(cases)}
    esac
}}
if [ "$funcstack[1]" = _copydesk ]; then _copydesk "$@"; else compdef _copydesk copydesk; fi
"""


def _zsh_quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def fish(found: Commands) -> str:
    """The script for fish."""
    lines = []
    for name, (summary, options) in found.items():
        lines.append(f"complete -c copydesk -n __fish_use_subcommand -a {name} -d {_fish_quoted(summary)}")
        for option in options:
            where = f"complete -c copydesk -n '__fish_seen_subcommand_from {name}'"
            values = f" -a {_fish_quoted(' '.join(option.choices))}" if option.choices else ""
            if not option.flags:
                lines += [f"{where}{values}"] if values else []
                continue
            names = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)
            takes = " -r" if option.value else ""
            lines.append(f"{where} {names}{takes}{values} -d {_fish_quoted(option.help)}")
    return "\n".join([*lines, ""])


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
