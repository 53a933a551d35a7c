"""The palette's entries: every command of the table, found by its name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from copydesk.app.keys.commands import COMMANDS, GROUPS, Command
from copydesk.app.keys.key_names import key_names
from copydesk.app.screen import ReadingScreen


class CommandTable(Provider):
    """Offers the commands of the table."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed, in the order of the help."""
        for command in sorted(COMMANDS, key=lambda command: GROUPS.index(command.group)):
            if command.id != "palette":
                yield DiscoveryHit(self._name(command), partial(self._run, command), help=command.help)

    async def search(self, query: str) -> Hits:
        """The commands whose name or explanation fits what was typed."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            score = max(matcher.match(command.label), 0.5 * matcher.match(command.help))
            if score > 0 and command.id != "palette":
                yield Hit(score, matcher.highlight(self._name(command)), partial(self._run, command), help=command.help)

    def _name(self, command: Command) -> str:
        screen = self.screen
        keys = screen.keymap.keys_of(command.id) if isinstance(screen, ReadingScreen) else command.keys
        return f"{command.label}   {key_names(keys)}".rstrip().replace("[", "\\[")

    def _run(self, command: Command) -> None:
        if isinstance(self.screen, ReadingScreen):
            self.screen.dispatcher.run(command.id)
