"""kill -9 before and after the commit of a changed rule and of contacts: nothing is lost, doubled or told twice."""

from __future__ import annotations

from sqlalchemy import select

from core.delivery.landmarks import Landmark
from storage.tables.milestones import ContactRow
from storage.tables.rounds import CadenceRow
from tests.faults.case import Case
from tests.faults.life import KILLED
from tests.faults.town import LEADERS, OFFICE

EARLY, LATER = "2026-11-16 08:10", "2026-11-16 08:15"  # before the week's round: nothing else is going on
TAPS = ("调度频次", "周调度", "提问")
ASKED = "抓投产：试生产到哪一步"
SAVE = 1 + len(TAPS) + 1 + 1  # the command, the taps, the sentence, and then 保存
BEFORE, AFTER = Landmark.HANDLED_BEFORE_COMMIT, Landmark.HANDLED_AFTER_COMMIT
CONTACTS = ("书记带队到现场", "商谈二期用地")


def test_a_saved_rule_and_noted_contacts_stand_once_and_are_answered_once(case: Case) -> None:
    """The press is cut off before its commit, then together with a contact after it, another contact before it."""
    leader = LEADERS[0]
    case.move_to(EARLY)
    rules = len(case.rows(select(CadenceRow.id)))
    life = case.start(f"{BEFORE}:{SAVE}")
    try:
        case.say(OFFICE, "/settings")
        for label in TAPS:
            taps(case, label)
        case.come_to_rest()
        case.say(OFFICE, ASKED)
        taps(case, "保存")
        assert life.ended() == KILLED, life.last_words()
    finally:
        life.kill()
    assert len(case.rows(select(CadenceRow.id))) == rules
    case.say(leader, f"走访 云杉 11月12日 {CONTACTS[0]}")
    dies(case, f"{AFTER}:2")
    case.say(leader, f"走访 云杉 11月13日 {CONTACTS[1]}")
    dies(case, f"{BEFORE}:1")
    assert len(case.rows(select(CadenceRow.id))) == rules + 1
    assert contacts(case) == [CONTACTS[0]]

    case.move_to(LATER)  # an answer in doubt leaves again after some seconds
    life = case.start()
    try:
        case.come_to_rest()
        assert len(case.rows(select(CadenceRow.id))) == rules + 1
        assert contacts(case) == list(CONTACTS)
        assert case.copies(case.chats.people[OFFICE], "已定：自") == 1
        assert [case.copies(case.chats.people[leader], f"情况：{text}") for text in CONTACTS] == [1, 1]
    finally:
        life.kill()


def taps(case: Case, label: str) -> None:
    case.come_to_rest()
    case.press(OFFICE, case.button(OFFICE, label), label)


def contacts(case: Case) -> list[str]:
    return [row.text for row in case.rows(select(ContactRow.text).order_by(ContactRow.id))]


def dies(case: Case, crash_at: str) -> None:
    """A life that ends at what waits for it."""
    life = case.start(crash_at)
    try:
        assert life.ended() == KILLED, life.last_words()
    finally:
        life.kill()
