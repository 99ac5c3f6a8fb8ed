"""What a clause says about the stage of a project: reached, not begun, put off; and 入库, 纳统."""

from __future__ import annotations

from datetime import date

from core.late_patterns import late_pattern
from core.roster.model import Stage
from core.rounds.reading.heard import Heard
from core.rounds.reading.model import Doubt, Flag, Grain, When
from core.rounds.reading.phrases import says_done
from core.rounds.reading.plain import Plain
from core.rounds.reading.said import Said, trim
from core.rounds.reading.stages import STAGE_WORDS, StageSaid, find_stage, find_statistics
from core.rounds.reading.when import FoundWhen

_LEDGER_WORDS = {stage.value for stage in Stage}
_STATE = late_pattern(
    r"^(?:项目)?(?:还|仍|依然|已|属于|属|处于|处在|状态[是为]?|阶段[是为]?)+|(?:的?状态|阶段|中)$"
)
_CANNOT_REACH = late_pattern(r"(封|投|竣|完|试)不了(顶|产|工)")
_PUT_OFF = late_pattern(
    r"(投产|竣工|开工|封顶|试生产|试产|点火|验收|签约|完工|交付)(?:时间|日期|仪式)?(?:可能|又|得|只能|要|会)*(?:推迟|延期|延后|推后|往后推|延误)(?:了|$)"
)
_CANNOT_START = late_pattern(r"[开动]不了工|[开动]不成工")
_ANY = late_pattern(
    "|".join(
        (_CANNOT_REACH.pattern, _PUT_OFF.pattern, _CANNOT_START.pattern, STAGE_WORDS, *sorted(_LEDGER_WORDS))
    )
)


def hear_statistics(said: Said, heard: Heard, _plain: Plain, _today: date) -> bool:
    flags = () if said.future else find_statistics(said.words)
    for flag in flags:
        heard.flag(flag)
    return bool(flags)


def hear_stage(said: Said, heard: Heard, _plain: Plain, today: date) -> bool:
    words = said.words
    if said.when is None and not _ANY.search(words):
        return False
    heard.put_off = _put_off(words) or heard.put_off
    if _PUT_OFF.search(words):
        return False
    if _CANNOT_START.search(words):
        heard.flag(Flag.NOT_STARTED)
        return True
    state = _STATE.sub("", trim(words))
    if state in _LEDGER_WORDS:
        heard.set_stage(Stage(state))  # 签约待开工, in the words of the ledger
        return True
    found = find_stage(_without_day(words, said.when) if said.when else words)
    if found is None:
        return False
    if found.negated:
        return _not_reached(found, words, heard)
    if found.questioned or said.future or not found.whole:
        return False  # what it may mean is left over
    heard.set_stage(found.stage)
    day = said.when.when if said.when else None
    if found.several or (day and not says_done(words) and _either(day, today)):
        heard.doubt(Doubt.STAGE_UNCLEAR)
    return True


def _without_day(words: str, when: FoundWhen) -> str:
    return words[: when.start] + "¤" * (when.end - when.start) + words[when.end :]


def _put_off(words: str) -> str:
    """封不了顶, 投产推迟了: the event whose new day may follow."""
    cannot, late = _CANNOT_REACH.search(words), _PUT_OFF.search(words)
    if late:
        return late[1]
    return cannot[1] + cannot[2] if cannot else ""


def _not_reached(found: StageSaid, words: str, heard: Heard) -> bool:
    """还没开工 is a fact, but not of a building, and 还没复工 began long ago."""
    begun = "复" in words[found.start : found.end]
    if found.stage is not Stage.BUILDING or found.partly or begun:
        return False
    heard.flag(Flag.NOT_STARTED)
    return True


def _either(day: When, today: date) -> bool:
    """本月开工: has it, or will it? 一季度竣工: this year's or the next?"""
    return day.last > today or day.grain in (Grain.QUARTER, Grain.HALF)
