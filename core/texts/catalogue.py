"""Sentences by name, in the language of this installation (``DUBAN_LANGUAGE``)."""

from __future__ import annotations

from core.texts.en import SENTENCES as EN
from core.texts.zh import SENTENCES as ZH

LANGUAGES = {"zh": ZH, "en": EN}
_speaking = "zh"


def speak(language: str) -> None:
    """Choose the language once, at start; ``app.wiring`` does it.

    Raises:
        KeyError: a language without sentences.
    """
    global _speaking  # noqa: PLW0603 - one installation speaks one language, set before anything runs
    _ = LANGUAGES[language]
    _speaking = language


def language() -> str:
    return _speaking


def say(name: str, /, **facts: object) -> str:
    """The sentence called ``name`` with its facts filled in.

    Raises:
        KeyError: no such sentence, or a fact is missing; a test walks all of them.
    """
    return LANGUAGES[_speaking][name].format(**facts)
