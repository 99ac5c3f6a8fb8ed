"""Every command, every button and every question, with the right each needs."""

from bot.table.commands import COMMANDS, Command, commands_of
from bot.table.dialogues import DIALOGUES
from bot.table.presses import PRESSES

__all__ = [
    "COMMANDS",
    "DIALOGUES",
    "PRESSES",
    "Command",
    "commands_of",
]
