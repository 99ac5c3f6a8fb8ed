"""Weights as somebody types them: 开工率30 资金到位率50 投产率20, in any order; 其余不变 for the rest. Pure.

What is not said is not guessed: a name that fits several indicators is asked back, and so is what is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from core.numerals import DIGITS, numeral
from core.scoring.model import Scheme
from core.scoring.weights import NEVER, Fault, Weights, Wrong, fault_of

Names: TypeAlias = Mapping[str, Sequence[str]]
"""Code of the indicator → what it is called."""
_HAN = "".join(DIGITS) + "十拾百佰点"
_MINUS = r"\-−–负"
_ITEM = re.compile(
    rf"(?P<name>[^\d{_HAN}{_MINUS}]*)(?P<minus>[{_MINUS}]?)\s*"
    rf"(?P<number>\d{{1,4}}(?:\.\d{{1,4}})?|[{_HAN}]{{1,8}})(?![\d.])\s*(?:%|个百分点|分)?"
)
_WAS = re.compile(r"\d+(?:\.\d+)?\s*(?:分|%)?\s*(?:→|->|改为|改成|调整为|调到|调为)\s*(?=\d)")
"""40 → 30, as our own lists write it: the new one is meant."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f\ufeff]")
"""What is copied from web pages and Word holds them; nobody can correct what he does not see."""
_NUMBERED = re.compile(r"^[^\S\n]*(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d))", re.MULTILINE)
"""1. 开工率30, each in a line of its own. Were it a weight after all, its indicator has none now and is asked back."""
_REST = re.compile(r"(?:其余|其他|其它|别的)(?:的)?(?:指标)?(?:权重)?(?:都|均)?(?:不变|照旧|不动)|(?:others|the rest) unchanged", re.IGNORECASE)  # fmt: skip
_STOPS = r"""\s,、;:=。.…/|•·*“”"'()《》【】—!"""
_BEFORE = re.compile(rf"(?:[{_STOPS}]|以及|和|把|将|权重|指标)+")
_AFTER = re.compile(rf"(?:[{_STOPS}]|的权重|权重|改为|改成|调整为|调到|调为|定为|设为|为|占|是|\bto|\bis)+$")
_NOTHING = re.compile(rf"[{_STOPS}]*")
_IN_ALL = frozenset({"合计", "总计", "共", "共计", "总分", "in all", "total"})
"""合计100分 is no indicator; whether it is right is seen from the rest."""
MOST = 1000
"""Characters of a message; thirteen indicators take some two hundred."""
LONGEST = 20
"""Characters of what was not understood, as it is said back."""
OPEN = (Wrong.MISSING, Wrong.SUM)
"""What a further message can set right by naming some of them."""
SHORTEST = 2
"""Characters of a part of a name by which an indicator is found."""


@dataclass(frozen=True, slots=True)
class Said:
    """``rest_stays``: what is not among ``weights`` is to stay as it is, because that was said."""

    weights: Weights
    rest_stays: bool
    faults: tuple[Fault, ...]


def heard(text: str, names: Names) -> Said:
    """What one message says. With ``faults`` the rest is not to be used.

    >>> said = heard("投产率２０分，开工率:30%、到位五十", {"s": ["开工率"], "a": ["资金到位率"], "p": ["投产率"]})
    >>> [(code, str(weight)) for code, weight in said.weights.items()]
    [('p', '20'), ('s', '30'), ('a', '50')]
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    if len(plain) > MOST:
        return Said({}, rest_stays=False, faults=(Fault(Wrong.UNREADABLE, (plain.strip()[:LONGEST],)),))
    words = _WAS.sub("", " ".join(_NUMBERED.sub("", plain).replace("百分之", "").split()))
    words, rest = _REST.subn(" ", words)
    weights: dict[str, Decimal] = {}
    faults: list[Fault] = []
    at = 0
    while found := _ITEM.match(words, at):
        at = found.end()
        if _bare(found["name"]).casefold() not in _IN_ALL:
            faults += _one(found, names, weights)
    if not _NOTHING.fullmatch(words, at):
        faults.append(Fault(Wrong.UNREADABLE, (words[at:].strip()[:LONGEST],)))
    return Said(weights, bool(rest), tuple(faults))


def _one(found: re.Match[str], names: Names, weights: dict[str, Decimal]) -> list[Fault]:
    """Adds the weight, or says why not."""
    name, weight, said = _bare(found["name"]), numeral(found["number"]), found.group().strip()[:LONGEST]
    if weight is None or not name:
        return [Fault(Wrong.UNREADABLE, (said,))]
    codes = _meant(name.casefold(), names)
    if len(codes) != 1:
        return [Fault(Wrong.UNCLEAR if codes else Wrong.UNKNOWN, (name[:LONGEST],), tuple(codes))]
    if found["minus"]:
        return [Fault(Wrong.NEGATIVE, (said,), tuple(codes))]
    if codes[0] in weights:
        return [Fault(Wrong.TWICE, (), tuple(codes))]
    weights[codes[0]] = weight
    return []


def taken(scheme: Scheme, now: Weights, so_far: Weights, said: Said) -> tuple[Weights, Sequence[Fault]]:
    """What is noted by now, in the scheme's order, and what is wrong with it; without faults the weights are whole.

    Of a message that cannot be used nothing is noted.

    Args:
        now: the weights that count, for 其余不变.
        so_far: noted from messages before.
    """
    if said.faults:
        return so_far, said.faults
    chat = [code for code in said.weights if code in NEVER and said.weights[code]]
    if chat:
        return so_far, [Fault(Wrong.CHAT, codes=tuple(chat))]
    known = dict.fromkeys(NEVER, Decimal(0)) | dict(so_far) | dict(said.weights)
    if said.rest_stays:
        known = dict(now) | known
    noted = {one.code: known[one.code] for one in scheme.indicators if one.code in known}
    fault = fault_of(scheme, noted)
    if fault is None:
        return noted, ()
    return (noted if fault.wrong in OPEN else so_far), [fault]


def _bare(name: str) -> str:
    """Without what stands around it: 把开工率的权重改为 → 开工率."""
    begun = _BEFORE.match(name)
    return _AFTER.sub("", name[begun.end() if begun else 0 :])


def _meant(name: str, names: Names) -> list[str]:
    """Codes of the indicators that are called so; else of those that it is a part of."""
    called = {code: [one.casefold() for one in several] for code, several in names.items()}
    exact = [code for code, several in called.items() if name in several or f"{name}率" in several]
    if exact or len(name) < SHORTEST:
        return exact
    return [code for code, several in called.items() if any(name in one for one in several)]
