"""Whole pages in English: nothing Chinese is left but data and what people are to type."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.table import COMMANDS
from core import errors
from core.bulletins.figures import figures_of
from core.bulletins.model import Bulletin, BulletinState
from core.calendar import Calendar
from core.chat import Card
from core.dates import one_day
from core.figures.effects import changes
from core.figures.model import Field, Figure, FigureState, Group, Reason
from core.figures.plausible import Oddity
from core.figures.views import Evidence, Outlook
from core.problems.model import Category, Problem, ProblemState
from core.rights import Role
from core.roster.ledger import FindingKind, LedgerFault, LedgerRefused, Severity
from core.roster.model import Light, Node, Person, Project, Stage, UnitKind
from core.roster.nodes import KeyNode, Planned
from core.roster.sheet import Active
from core.rounds.cadence import weekly
from core.rounds.echo.model import Ask, Draft, Lost, Piece, Place, Question, Sentence, SentenceState
from core.rounds.model import (
    Amount,
    Answer,
    Done,
    Finding,
    Period,
    Plan,
    Prompt,
    Report,
    Round,
    RoundState,
    Source,
    Trouble,
)
from core.rounds.reading.model import Flag
from core.rounds.views import CardView, Line
from core.scoring.explain import explained
from core.scoring.model import Fact, Snapshot, UnitFact, UnitScore
from core.scoring.schemes import FIRST
from core.scoring.score import score_units
from core.texts import answers, bulletin, cards, echo, helping, refusals, words
from core.texts import figures as figure_texts
from core.texts import scores as score_texts
from core.texts import settings as settings_texts
from core.texts.catalogue import LANGUAGES, language, say, speak
from core.texts.decided import Decided, decided
from core.texts.echo import Echo
from core.texts.ledger import finding_text, ledger_refusal_text
from tests.documents.issues import weekly_words

CALENDAR = Calendar(ZoneInfo("Asia/Shanghai"))
NOW = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)


@pytest.fixture
def english() -> Iterator[None]:
    before = language()
    speak("en")
    yield
    speak(before)


LIN = Person(1, "林一航", "副市长", frozenset({Role.LEADER}))
ROUND = Round(
    7, 1, "2026-W47", RoundState.OPEN, NOW - timedelta(days=4), NOW + timedelta(hours=6), weekly().ladder
)
WATER = Project(1, "ZS-2026-001", "青禾饮用水项目", stage=Stage.BUILDING, plan_production_on=one_day(date(2027, 6, 30)))  # fmt: skip
LAND = Finding(Answer.PROBLEM, Category.LAND.value, "林地手续未批", sums=(Amount(Period.WEEK, 20_000_000),))
DONE = Finding(Answer.MILESTONE, nodes=(Done(Node.TOPPED, one_day(date(2026, 11, 18))),))


def report(finding: Finding, *, late: bool = False) -> Report:
    return Report(1, 7, 1, 1, finding, 1, NOW, Source.TAP, late=late)


def view(said: Report | None = None) -> CardView:
    problem = Problem(1, 1, Category.LAND, "林地手续未批", ProblemState.OPEN, NOW)
    planned = Planned(KeyNode.PRODUCTION, one_day(date(2027, 6, 30)), 0)
    line = Line(1, WATER, Light.GREEN, planned, said, LIN.name, report(LAND), (problem,))
    return CardView(9, ROUND, LIN, LIN.id, (line,), date(2026, 11, 20), late=False)


def echoes() -> str:
    """An echo in every state, with every question but the one whose buttons are the ledger's own categories."""
    place = Place(Prompt(9, 7, LIN.id), 1, replace(WATER, total_yuan=10**8, total_in_yuan=10**7), 1)
    held = Finding(Answer.ON_TRACK, sums=(Amount(Period.TOTAL, 5_000_000, approximate=True),), percent=70)
    full = replace(
        LAND,
        nodes=(Done(Node.TOPPED, one_day(date(2026, 11, 18)), assumed=True),),
        problems=(Trouble("", "", "", one_day(date(2026, 12, 31))),),
        plans=(Plan("", None), Plan("", one_day(date(2026, 12, 31)))),
        flags=tuple(Flag),
    )
    lost = tuple(Piece(why, "", 1) for why in Lost)
    plain = Sentence(
        3, 7, LIN.id, "m", "", NOW, drafts=(Draft(9, 1, 1, full),), lost=lost, stated=True, gone=("",)
    )
    asking = [
        replace(plain, questions=(Question(ask, "", 1, held),)) for ask in Ask if ask is not Ask.PROBLEM
    ]
    ended = [replace(plain, state=state) for state in SentenceState]
    shown = [
        echo.card(Echo(one, ROUND, (place,), 1), CALENDAR, [(place.prompt, LIN)]) for one in (*asking, *ended)
    ]
    return "\n".join(map(whole, (*shown, echo.again(Echo(plain, ROUND, (place,), 1)), echo.hint())))


def scores() -> tuple[UnitScore, ...]:
    fact = Fact(
        project_id=1, code="ZS-2026-001", name="青禾饮用水项目", unit_id=1, contract=True, started=True,
        producing=False, production_due=False, ended=False, contract_yuan=200_000_000, arrived_yuan=90_000_000,
    )  # fmt: skip
    return score_units(FIRST, [fact], [UnitFact(1, "东岭县", UnitKind.COUNTY)], {1: 1})


def snapshot() -> Snapshot:
    return Snapshot(1, 7, "2026-W47", NOW, FIRST, (), scores(), "0" * 64)


def whole(card: Card) -> str:
    labels = "\n".join(button.label for row in card.buttons for button in row)
    return f"{card.title}\n{card.text}\n{labels}"


DATA = (
    "林一航",
    "副市长",
    "青禾饮用水项目",
    "东岭县",
    "用地",
    "林地手续未批",
    "开工率",
    "资金到位率",
    "投产率",
)


def is_english(text: str) -> bool:
    """Nothing Chinese is left but data, the Chinese words of commands, and quoted examples."""
    for known in (*DATA, *(c.word for c in COMMANDS if c.word)):
        text = text.replace(known, "")
    return not re.search("[\u4e00-\u9fff]", re.sub("“[^”]*”", "", text))


TOPPED = "2026-11-18/2026-11-18/day"


def figure(field: Field, value: str) -> Figure:
    return Figure(1, 1, 1, field, value, "", "", FigureState.REPORTED, 1, NOW)


def looked_at() -> Outlook:
    """A start of construction that lies in the future and moves the stage on."""
    before = replace(WATER, stage=Stage.SIGNED)
    then = replace(
        before, stage=Stage.BUILDING, real_start_on=one_day(date(2026, 12, 1)), total_in_yuan=1, in_stock=True
    )
    start = figure(Field.START_ON, "2026-12-01/2026-12-01/day")
    return Outlook(start, report(DONE), start.value, before, then, changes(before, then), tuple(Oddity))


def figures_in_words() -> str:
    look = looked_at()
    shown = [Evidence(look, LIN.name, LIN.name, 2)]
    refused = replace(look.figure, state=FigureState.REFUSED, reason=Reason.UNIT.value)
    amended = replace(look.figure, state=FigureState.CONFIRMED, decided=look.figure.value)
    given = [Decided(one, WATER.name, by) for one in (refused, amended) for by in (LIN.name, "")]
    made = (
        figure_texts.queue(shown, 0, 1, 2, 1, 1, CALENDAR),
        figure_texts.unconfirmed(shown, 0, 1, CALENDAR),
        figure_texts.reasons(look, 0),
        figure_texts.value_question(look),
        figure_texts.change_question(look),
        figure_texts.batch([look], 3),
        decided(given, 1, CALENDAR),
        settings_texts.first([("review", settings_texts.group(Group.ARRIVED))]),
        settings_texts.switches("reviewers", [("inspector", settings_texts.role(Role.INSPECTOR), True)]),
    )
    return "\n".join(map(whole, made))


def bulletin_in_words() -> str:
    topped = replace(figure(Field.TOPPED_ON, TOPPED), state=FigureState.CONFIRMED)
    open_ = Problem(1, 1, Category.LAND, "林地手续未批", ProblemState.OPEN, NOW)
    text = weekly_words(figures_of(snapshot(), None), [topped], [open_], WATER)
    issue = Bulletin(1, 2026, 3, 1, "Bulletin", "", BulletinState.PUBLISHED, NOW)
    return f"{text}\n{bulletin.numbered(issue)}"


PAGES: dict[str, Callable[[], str]] = {
    "card": lambda: whole(cards.card(view(), CALENDAR)),
    "answered card": lambda: whole(cards.card(view(report(DONE, late=True)), CALENDAR)),
    "node card": lambda: whole(cards.node_card(view(), view().lines[0])),
    "echo": echoes,
    "receipt": lambda: whole(answers.receipt(view(), {1: LAND}, CALENDAR)),
    "bulletin": bulletin_in_words,
    "figures": figures_in_words,
    "why": lambda: whole(score_texts.why(explained(snapshot(), scores()[0]), snapshot(), CALENDAR)),
    "ranking": lambda: whole(score_texts.ranking(snapshot(), "Ranking")),
    "help": lambda: whole(
        helping.page(
            LIN, None, [(c.name, c.word) for c in COMMANDS if c.word], date(2026, 11, 20), reports=True
        )
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_whole_page_in_english(english: None, page: str) -> None:
    text = PAGES[page]()

    assert is_english(text), text


@pytest.mark.parametrize("page", PAGES)
def test_a_whole_page_in_chinese(page: str) -> None:
    assert PAGES[page]().strip()


def test_the_four_card_buttons_are_short(english: None) -> None:
    labels = [b.label for b in cards.card(view(), CALENDAR).buttons[0]]

    assert len(labels) == 4
    assert max(map(len, labels)) + 1 <= 12  # a second digit


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (None, "—"),
        (0, "¥0"),
        (860_000, "¥860,000"),
        (84_700_000, "¥84.7 million"),
        (847_000_000, "¥847 million"),
        (999_996_000, "¥1 billion"),
        (1_234_500_000, "¥1.23 billion"),
        (-50_000_000, "-¥50 million"),
    ],
)
def test_money_in_english(english: None, yuan: int | None, text: str) -> None:
    assert words.money(yuan) == text


def test_days_in_english(english: None) -> None:
    assert words.day(date(2026, 11, 20)) == "Fri 20 Nov"
    assert words.partial(one_day(date(2026, 11, 20))) == "20 Nov 2026"
    assert words.period("2026-W47-2") == "week 47 of 2026 (no. 2)"


@pytest.mark.parametrize("kind", FindingKind)
def test_findings_of_the_ledger_in_both_languages(english: None, kind: FindingKind) -> None:
    facts = {"said": Active.LINKS.value, "value": "8.6", "unit": "yuan", "row": "9"}

    assert is_english(finding_text(kind, Severity.GUESSED, facts))
    speak("zh")
    assert finding_text(kind, Severity.REFUSED, facts).endswith("。")


@pytest.mark.parametrize("fault", LedgerFault)
def test_refusals_of_the_ledger_in_english(english: None, fault: LedgerFault) -> None:
    assert ledger_refusal_text(LedgerRefused(fault)).endswith(".")


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_every_refusal_has_a_sentence(tongue: str) -> None:
    facts: dict[type[errors.Refused], errors.Refused] = {
        errors.NotAllowed: errors.NotAllowed("round"),
        errors.RoundClosed: errors.RoundClosed(NOW),
    }
    before = language()
    speak(tongue)
    try:
        said = [refusals.sentence(facts[k] if k in facts else k()) for k in refusals.NAMES]
    finally:
        speak(before)

    assert all(said)


def test_a_missing_fact_is_noticed() -> None:
    with pytest.raises(KeyError):
        say("receipt.left")
