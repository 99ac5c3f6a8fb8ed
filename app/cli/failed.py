"""The one way for a command to give up."""

from __future__ import annotations


class Failed(Exception):
    """The work failed; the message is the one sentence to print."""
