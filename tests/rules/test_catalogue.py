"""Every sentence exists in both languages, is used, and is asked for with all its facts."""

import ast
import re
import string
from collections.abc import Iterator

import pytest

from app.cli.doctor.check import Grade
from app.presets import NAMES as PRESETS
from bot.handlers.pictures import PICTURES
from bot.handlers.rule_parts import DAYS
from bot.handlers.settings import ENTRIES
from bot.table import COMMANDS
from bot.wecom.menu import HEADS
from core import errors
from core.bulletins.figures import Topic as Headlined
from core.bulletins.figures import Why
from core.bulletins.funnel import funnel_of
from core.bulletins.letterhead import FIELDS as LETTERHEAD_FIELDS
from core.bulletins.letterhead import Form
from core.bulletins.model import AudienceKind, BroadcastState, BulletinKind, BulletinState, Part
from core.bulletins.model import Form as TemplateForm
from core.bulletins.red_head import Flaw
from core.chat import Channel, MediaKind
from core.dates import Precision
from core.delivery.failing import Job
from core.delivery.model import Kind, State
from core.figures.model import Field, FigureState, Group, Reason
from core.figures.plausible import Oddity
from core.milestones.flags import CHOICES as FLAG_CHOICES
from core.milestones.flags import Flag
from core.milestones.model import ContactKind, RequestKind, RequestState
from core.rights import Role
from core.roster.asking import Ask as LedgerAsk
from core.roster.ledger import FindingKind, LedgerFault, Severity
from core.roster.levels import Level
from core.roster.light_rules import CHOICES
from core.roster.lights import Why as LampWhy
from core.roster.model import Duty, Light, Node, Stage, UnitKind
from core.roster.nodes import KeyNode
from core.roster.sheet import Active
from core.roster.stages import Rung
from core.rounds.assign import NO_DUTY, NO_PAIR
from core.rounds.echo.model import Ask, Lost
from core.rounds.echo.settling import DONE, OVER, PLANNED, STILL, UNITS
from core.rounds.model import Answer, Period, Questions, RoundState, Step
from core.rounds.questions import Push
from core.rounds.timetable import Every, Product
from core.scoring.amend import Item
from core.scoring.cases import LEVELS, CaseState, Link
from core.scoring.evidence import LATE
from core.scoring.evidence import PARTS as EVIDENCE_PARTS
from core.scoring.excuse import ExcuseKind, ExcuseState
from core.scoring.model import Block
from core.scoring.occasion import Occasion
from core.scoring.preview import ObjectionState, PreviewState
from core.scoring.ratios import Measure
from core.scoring.schemes import FIRST, FULL
from core.scoring.service_counts import Entered
from core.scoring.targets import KINDS
from core.scoring.variants import Option
from core.scoring.weights import Wrong
from core.texts import helping, imports, refusals, round_table, trouble
from core.texts.bulletin_fields import FIELDS
from core.texts.bulletin_page import PAGE_FIELDS
from core.texts.catalogue import LANGUAGES
from core.texts.contacts import TAPPED
from core.texts.rule_words import PARTS as RULE_PARTS
from tests.contracts.modules import ROOT, Module, read_tree

ZH, EN = LANGUAGES["zh"], LANGUAGES["en"]
OURS = ("core", "bot", "app", "storage")


def facts_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _modules() -> list[Module]:
    tree = read_tree(ROOT, OURS)
    return [
        module
        for name, module in tree.items()
        if module.package in OURS and not name.startswith(("core.texts.zh", "core.texts.en"))
    ]


MODULES = _modules()


def calls_of_say() -> Iterator[tuple[str, ast.Call]]:
    """(where, call) of every ``say(…)`` of the catalogue in core, bot and app."""
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _is_say(node.func):
                yield f"{module.name}:{node.lineno}", node


def _is_say(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return (
            function.attr == "say"
            and isinstance(function.value, ast.Name)
            and function.value.id == "catalogue"
        )
    return isinstance(function, ast.Name) and function.id == "say"


def names_asked(call: ast.Call) -> list[str]:
    """The literal names a call may ask for; none if the name is put together."""
    name = call.args[0]
    choices = [name.body, name.orelse] if isinstance(name, ast.IfExp) else [name]
    return [c.value for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)]


FAMILIES: dict[str, set[str]] = {
    "answer.": {a.value for a in Answer},
    "ask.": {a.value for a in Ask if a is not Ask.WHOSE},
    "audience.": {k.value for k in AudienceKind},
    "cli.people.": {"bound", "unbound", "lost"},
    "cli.accounts.": {"doubled", "taken", "unknown"},
    "cli.round.": {s.value for s in RoundState},
    "cli.severity.": {s.value for s in Severity},
    "doctor.grade.": {g.value for g in Grade},
    "broadcast.why.": {State.FAILED.value, State.UNCERTAIN.value},
    "contact.kind.": {k.value for k in ContactKind},
    "button.contact.": {k.value for k in TAPPED},
    "bulletin.decided.": {BulletinState.PUBLISHED.value, BulletinState.DROPPED.value},
    "bulletin.kind.": {k.value for k in BulletinKind},
    "bulletin.title.": {k.value for k in BulletinKind if k is not BulletinKind.WEEKLY},
    "bulletin.part.": {p.value for p in Part},
    "bulletin.state.": {s.value for s in BulletinState},
    "button.": {a.value for a in Answer},
    "button.no.": {a.value for a in (Ask.HEARSAY, Ask.PROBLEM, Ask.WHICH)},
    "button.over.": {STILL, OVER},
    "duty.": {d.value for d in Duty},
    "button.period.": {p.value for p in Period},
    "button.stage.": {DONE, PLANNED},
    "button.unit.": set(UNITS),
    "button.yes.": {a.value for a in (Ask.SEVERAL, Ask.FALLS, Ask.HIGH, Ask.WEEK, Ask.PERCENT, Ask.HEARSAY)},
    "button.audience.": {k.value for k in AudienceKind},
    "card.": {
        *("answered", "answered_for", "answered_late", "answered_late_for"),
        *("listed_for", "listed_late", "listed_late_for"),
    },
    "period.": {
        *("week", "half_montha", "half_monthb", "month", "quarter", "year"),
    },
    "product.": {p.value for p in Product},
    "date.": {
        *(p.value for p in Precision if p not in (Precision.XUN, Precision.HALF)),
        *("xun.early", "xun.mid", "xun.late", "half.first", "half.second"),
    },
    "field.": set(imports.COLUMNS),
    "figure.": {f.value for f in Field},
    "help.": {c.name for c in COMMANDS},
    "help.group.": {*helping.GROUPS, helping.OTHERS},
    "button.excuse.": {s.value for s in ExcuseState if s is not ExcuseState.ASKED},
    "button.excuse_of.": {ExcuseState.GRANTED.value, ExcuseState.ENDED.value},
    "document.": {
        "target",
        "landing",
        "building",
        "production",
        "up",
        "down",
        "rose",
        "fell",
        "stock",
        "stats",
        "worries_heads",
        "problems_heads",
    },
    "document.annex.": {"worries", "problems"},
    "document.kind.": {k.value for k in UnitKind},
    "letterhead.": set(LETTERHEAD_FIELDS),
    "red_head.flaw.": {f.value for f in Flaw},
    "letterhead.example.": set(LETTERHEAD_FIELDS),
    "letterhead.form.": {f.value for f in Form},
    "indicator.name.": {i.code for i in (*FIRST.indicators, *FULL.indicators)},
    "item.": {i.value for i in Item},
    "objection.state.": {s.value for s in ObjectionState},
    "occasion.": {o.value for o in Occasion},
    "refused.state.objection.": {*(s.value for s in ObjectionState), "no_project", "no_unit"},
    "refused.state.correction.": {"unpublished", "corrected", "too_old", "no_project", "many"},
    "refused.state.preview.": {"over", "running", "undecided", "extended", PreviewState.SIGNED.value},
    "button.case.": {link.value for link in Link},
    "case.ask.": {link.value for link in Link},
    "case.level.": {level for levels in LEVELS.values() for level in levels},
    "case.light.": set(LATE),
    "scheme.option.": {o.value for o in Option},
    "evidence.part.": set(EVIDENCE_PARTS),
    "evidence.nothing.": set(EVIDENCE_PARTS),
    "evidence.excuse.": {"running", "past", "ended", "refused"},
    "case.link.": {link.value for link in Link},
    "case.state.": {s.value for s in CaseState},
    "refused.state.case.": {*(s.value for s in CaseState), "exists", "not_now"},
    "entered.": {e.value for e in Entered},
    "excuse.kind.": {k.value for k in ExcuseKind},
    "excuse.short.": {ExcuseState.ASKED.value, ExcuseState.GRANTED.value},
    "excuse.state.": {s.value for s in ExcuseState},
    "lists.": {"red", "black", "no_leads", "no_signing", "wiped_out"},
    "refused.state.excuse.": {*(s.value for s in ExcuseState), "same_person"},
    "refused.state.target.": {"circle"},
    "target.": set(KINDS),
    "extra.": {extra.code for extra in (*FULL.bonus, *FULL.deductions)},
    "import.ask.": {a.value for a in LedgerAsk},
    "import.option.": {
        "unit.each",
        "twin.same",
        "twin.different",
        "twin.all",
        "person.same",
        "person.different",
    },
    "indicator.formula.": {i.code for i in (*FIRST.indicators, *FULL.indicators)},
    "indicator.group.": {b.value for b in Block},
    "indicator.short.": {i.code for i in FIRST.indicators},
    "page.overdue.": {n.value for n in KeyNode},
    "page.tile.": {t.value for t in Headlined},
    "page.why.": {w.value for w in Why},
    "sheet.light.": {Light.RED.value, Light.YELLOW.value},
    "stands_out.": {f.value for f in Flag},
    "stands_out.name.": {f.value for f in Flag},
    "stands_out.rule.": set(FLAG_CHOICES),
    "stands_out.no_rule.": set(FLAG_CHOICES),
    "lamp.why.": {w.value for w in LampWhy},
    "lamp.rule.": set(CHOICES),
    "lamp.unit.": set(CHOICES),
    "kind.": {k.value for k in Kind},
    "ledger.active.": {each.value for each in Active},
    "ledger.fault.": {f.value for f in LedgerFault},
    "ledger.finding.": {k.value for k in FindingKind},
    "media.": {k.value for k in MediaKind},
    "media.n.": {k.value for k in MediaKind},
    "lost.": {why.value for why in Lost},
    "missing.": {"never", "lost", "failed"},
    "node.": {n.name.lower() for n in (*Node, *KeyNode)},
    "rung.": {r.name.lower() for r in Rung},
    "request.title.": {k.value for k in RequestKind},
    "request.state.": {s.value for s in RequestState},
    "request.told.": {"granted", "refused"},
    "button.request.": {"granted", "refused"},
    "refused.state.stage.": {"never", "instead"},
    "refused.state.contact.": {"taken_back"},
    "refused.state.request.": {"granted", "refused", "overtaken"},
    "odd.": {o.value for o in Oddity},
    "reason.": {r.value for r in Reason},
    "rank.list.": {kind.value for kind in FULL.lists},
    "refused.": set(refusals.NAMES.values()),
    "refused.not_found.": {
        "contact",
        "project",
        "number",
        "person",
        "unit",
        "round",
        "problem",
        "bulletin",
        "scheme",
        "excuse",
        "figure",
        "attachment",
        "request",
        "preview",
        "objection",
        "case",
    },
    "refused.state.bulletin.": {s.value for s in BulletinState},
    "refused.state.broadcast.": {s.value for s in BroadcastState if s is not BroadcastState.PREVIEW},
    "refused.state.leave.": {"no_leader", "over", "taken", "no_stand_in", "also_away"},
    "refused.state.recall.": {"late"},
    "refused.state.weights.": {"same", "counts"},
    "weights.wrong.": {w.value for w in Wrong if w is not Wrong.SUM} | {"over", "under"},
    "refused.state.cadence.": {"none", "last", "twin", "overlaps", "nobody", "nothing", "past"},
    "refused.state.order.": {"over", "answered", "away", "late", "sent"},
    "push.": {p.value for p in Push},
    "push.ask.": {p.value for p in Push},
    "step.": {s.value for s in Step},
    "level.": {level.value for level in Level},
    "rule.kind.": {kind.value for kind in UnitKind},
    "rule.line.": set(RULE_PARTS),
    "rule.how.": set(RULE_PARTS),
    "button.rule.": set(RULE_PARTS),
    "button.days.": {*DAYS, "week"},
    "button.time.": {"oe", "ol", "ce", "cl"},
    "button.who.": {"u", "k", "s", "v"},
    "button.ask.": {"four", "five", "none"},
    "button.rung.": {"h-", "h+", "d-", "d+"},
    "order.done.": {"remind", "liaison", "leader"},
    "every.": {e.value for e in Every},
    "preset.": set(PRESETS),
    "questions.": {q.value for q in Questions},
    "refused.state.figure.": {s.value for s in FigureState},
    "refused.state.assign.": {NO_DUTY, NO_PAIR},
    "refused.state.groups.": {"none"},
    "refused.state.import.": {"gone"},
    "refused.state.parts.": {"waiting"},
    "refused.state.four_eyes.": {"same", "unproposed"},
    "refused.state.snapshot.": {"none"},
    "refused.state.round.": {s.value for s in RoundState if s is not RoundState.MISSED},
    "refused.token.": {f.value for f in errors.TokenFault},
    "review.settled.": {*(s.value for s in FigureState), "by_rule"},
    "reviewed.": {g.value for g in Group},
    "role.": {r.value for r in Role},
    "sum.": {p.value for p in Period},
    "failing.job.": {job.value for job in Job},
    "flag.": {"not_started", "not_in_stock", "not_upstat"},
    "button.picture.": set(PICTURES),
    "sheet_of.": {"total", "arrived", "year", "no_leads", "no_signing"},
    "sheet_of.lamp.": {light.value for light in Light},
    "sheet_of.layer.": {layer.name for layer in funnel_of(())},
    "setting.": {e.name for e in ENTRIES},
    "setting.how.": {e.name for e in ENTRIES},
    "setting.ask.": {e.name for e in ENTRIES if e.hear},
    "round_table.": set(round_table.COLUMNS),
    "stage.": {s.name.lower() for s in Stage},
    "start.next.": {r.value for r in Role},
    "service.": {c.value for c in Channel},
    "template.field.": {*FIELDS, *PAGE_FIELDS},
    "template.own.": {f.value for f in TemplateForm},
    "trouble.": set(trouble.NAMES.values()),
    "wecom.menu.": set(HEADS),
    "usage.": {
        "rule_question",
        "wording",
        "cadence",
        "campaign",
        "campaign_dates",
        "whom",
        "ladder",
        "ladder_order",
        "ladder_office",
        "ladder_day",
        "ladder_long",
        "leave",
        "case",
        "promise",
        "days",
        "hours",
        "targets",
        "statistics",
        "contact",
        "choices",
        "stage",
        "stage_reason",
        "stage_name",
        "nodes",
        "nodes_reported",
        "plan",
        "plan_day",
        "enter",
        "objection",
        "ruling",
        "ruling_value",
        "ruling_excuse",
        "window",
        "excuse",
        "account",
        "alias",
        "status",
        "history",
        "invite",
        "start",
        "figure_value",
    },
    "why.step.": {m.value for m in Measure},
}
"""Names that are put together at the call: prefix → every ending that can come."""


def test_both_languages_have_the_same_sentences() -> None:
    assert ZH.keys() == EN.keys()


def test_both_languages_have_the_same_facts() -> None:
    assert {k: facts_in(s) for k, s in ZH.items()} == {k: facts_in(EN[k]) for k in ZH}


def test_every_sentence_that_is_asked_for_exists() -> None:
    asked = {(where, name) for where, call in calls_of_say() for name in names_asked(call)}

    assert len(asked) > 100
    assert {pair for pair in asked if pair[1] not in ZH} == set()


def test_every_put_together_name_exists() -> None:
    made = {prefix + ending for prefix, endings in FAMILIES.items() for ending in endings}

    assert made - ZH.keys() == set()


def test_every_put_together_name_belongs_to_a_family() -> None:
    """A new ``say(f"…")`` must be written down in FAMILIES."""
    starts = {start for _, call in calls_of_say() for start in _start_of_name(call.args[0])}

    assert "stage." in starts
    assert {s for s in starts if not any(prefix.startswith(s) for prefix in FAMILIES)} == set()


def _start_of_name(name: ast.expr) -> Iterator[str]:
    if isinstance(name, ast.JoinedStr):
        first = name.values[0]
        assert isinstance(first, ast.Constant), ast.unparse(name)
        yield str(first.value)


def test_every_call_gives_all_the_facts() -> None:
    lacking = []
    for where, call in calls_of_say():
        given = {keyword.arg for keyword in call.keywords}
        if None in given:  # **facts
            continue
        lacking += [(where, n, facts_in(ZH[n]) - given) for n in names_asked(call) if facts_in(ZH[n]) - given]

    assert lacking == []


def test_every_sentence_is_used() -> None:
    written = {
        node.value
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {prefix + ending for prefix, endings in FAMILIES.items() for ending in endings}

    assert set(ZH) - written - made == set()


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_no_pictures_but_lights_and_a_tick(tongue: str) -> None:
    pictures = re.compile("[\U0001f000-\U0001faff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f]")
    found = {k: pictures.findall(s) for k, s in LANGUAGES[tongue].items()}

    assert {k: p for k, p in found.items() if set(p) - set("🟢🟡🔴⚪✓")} == {}


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_sentences_fit_into_a_message_and_buttons_on_a_phone(tongue: str) -> None:
    sentences = LANGUAGES[tongue]

    assert {k for k, s in sentences.items() if len(s) > 1000} == set()
    assert {k for k, s in sentences.items() if k.startswith("button.") and len(s) > 30} == set()


def test_english_is_english() -> None:
    """What people are to type stays Chinese, in quotation marks."""
    quoted = re.compile("“[^”]*”")

    assert {k for k, s in EN.items() if re.search("[\u3000-\u9fff\uff00-\uffef]", quoted.sub("", s))} == set()


def test_chinese_has_chinese_punctuation() -> None:
    half = re.compile("[\u4e00-\u9fff][,;:?!()]|[,;:?!()][\u4e00-\u9fff]")

    assert {k: s for k, s in ZH.items() if half.search(s)} == {}
