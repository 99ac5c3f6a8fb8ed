"""The parts of a rule, tapped or said: when, whom, which questions, how silence is chased, what it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.context import Context
from bot.handlers.rule_drafts import draft, keep, proposal
from bot.handlers.rule_screens import changing, wanted
from core.chat import Card, Reply
from core.errors import BadArgument, StaleButton
from core.roster.levels import Level
from core.roster.model import Stage, UnitKind
from core.rounds.audience import STAGES
from core.rounds.audience_words import read_whom
from core.rounds.ladder import DEFAULT
from core.rounds.ladder_words import moved, read_ladder, with_step, without
from core.rounds.model import Questions, Step
from core.rounds.planning import campaign
from core.rounds.questions import read_wordings, reworded
from core.rounds.rule_words import Rule, read_rule
from core.rounds.timetable import EVERYBODY, Audience, Cadence, Every, Product
from core.scoring.occasion import day_length
from core.texts import rule_changes as texts
from core.texts import words
from core.texts.catalogue import say
from core.texts.rule_words import PARTS, whom, wordings

PAGE = 10
"""Units on one screen."""
DAYS = {"all": (), "135": (1, 3, 5), "24": (2, 4), "1": (1,)}


def opened(ctx: Context) -> Reply:
    """ke:<cadence>:<part> – a draft begins, or goes on."""
    cadence, part = changing(ctx, wanted(ctx)), ctx.pressed.word(1)
    if part not in PARTS:
        raise StaleButton
    try:
        held, _ = draft(ctx)
    except StaleButton:
        held = cadence
    return _laid(ctx, held if held.id == cadence.id else cadence, part)


def _laid(ctx: Context, changed: Cadence, part: str) -> Reply:
    keep(ctx, changed, part)
    return Reply(replace=editor(ctx, changed, part))


def editor(ctx: Context, changed: Cadence, part: str) -> Card:
    units = {unit.id: unit for unit in ctx.work.projects.units()}
    extra = wordings(changed) if part == "ask" else ()
    return texts.editor(part, changed, units, day_length(ctx.calendar), extra)


def turned(ctx: Context) -> Reply:
    """kt:<field>:<word>… – one thing of the draft."""
    changed, _ = draft(ctx)
    field, word = ctx.pressed.word(0), ctx.pressed.word(1)
    match field:
        case "t":
            return _laid(ctx, _moved(changed, word), "time")
        case "d" if word in DAYS and changed.every is Every.DAY:
            return _laid(ctx, replace(changed, days=DAYS[word]), "time")
        case "a":
            return _laid(ctx, asking(replace(changed, audience=Audience.LEADERS, whom=EVERYBODY)), "who")
        case "u" | "k" | "s" | "v":
            return _ticked(ctx, changed, field, word)
        case "q":
            return _laid(ctx, _asked(changed, word), "ask")
        case "g":
            return _rung(ctx, changed, word)
        case "p" if word in set(Product):
            return _laid(ctx, _making(changed, Product(word)), "make")
        case "b":
            after = texts.KINDS[(texts.KINDS.index(changed.bulletin) + 1) % len(texts.KINDS)]
            return _laid(ctx, replace(changed, bulletin=after), "make")
        case _:
            raise StaleButton


def _moved(changed: Cadence, word: str) -> Cadence:
    """oe, ol, ce, cl: opens or closes a day sooner or later. The first and the last day of a period are the ends."""
    if word not in ("oe", "ol", "ce", "cl"):
        raise StaleButton
    opening = word[0] == "o"
    when, step = changed.opens if opening else changed.closes, -1 if word[1] == "e" else 1
    most = {Every.WEEK: 7, Every.HALF_MONTH: 15}.get(changed.every, 28)
    day = min(max(when.day + step, 1), most) if when.day > 0 else max(min(when.day + step, -1), -most)
    then = replace(when, day=day)
    return replace(changed, opens=then) if opening else replace(changed, closes=then)


def _timed(ctx: Context, changed: Cadence, rule: Rule) -> Cadence:
    """
    Raises:
        BadArgument: a campaign that would not be tighter than its rule.
    """
    if changed.campaign_of and changed.from_on and changed.until_on:
        base = ctx.work.rounds.cadence(changed.campaign_of)
        last = changed.until_on - timedelta(days=1)
        made = campaign(base, changed.name, rule, max(changed.from_on, ctx.today), last, changed.note)
        kept = replace(made, id=changed.id, from_on=changed.from_on, version=changed.version)
        return replace(kept, whom=changed.whom, audience=changed.audience, wordings=changed.wordings)
    return replace(changed, every=rule.every, opens=rule.opens, closes=rule.closes)


def asking(changed: Cadence) -> Cadence:
    """With everything that a rule with cards needs."""
    products = changed.products if changed.asks else (Product.CARD_ROUND, *changed.products)
    questions = changed.questions if changed.asks else Questions.FIVE
    return replace(changed, products=products, questions=questions, ladder=changed.ladder or DEFAULT)


def _asked(changed: Cadence, word: str) -> Cadence:
    if word == "default":
        return replace(changed, wordings=())
    if word not in set(Questions):
        raise StaleButton
    return replace(changed, questions=Questions(word))


def _making(changed: Cadence, product: Product) -> Cadence:
    """With the product, or without it; cards bring their audience along, and take it away."""
    held = set(changed.products) ^ {product}
    products = tuple(each for each in Product if each in held)
    if product is not Product.CARD_ROUND:
        return replace(changed, products=products)
    if product in held:
        return asking(
            replace(changed, products=products, audience=Audience.LEADERS, questions=Questions.FIVE)
        )
    return replace(changed, products=products, audience=Audience.OFFICE, whom=EVERYBODY)


def rungs(ctx: Context) -> Reply:
    """kj:<step> – one rung; kj:add – which to add; kj:back."""
    changed, _ = draft(ctx)
    word = ctx.pressed.word(0)
    if word == "back":
        return _laid(ctx, changed, "chase")
    if word == "add":
        return Reply(replace=texts.add_rung(changed))
    if word not in {rung.step.value for rung in changed.ladder}:
        raise StaleButton
    return Reply(replace=texts.rung(changed, Step(word), day_length(ctx.calendar)))


def _rung(ctx: Context, changed: Cadence, word: str) -> Reply:
    """kt:g:<step>:<move>."""
    move, day = ctx.pressed.word(2), day_length(ctx.calendar)
    if word == "default":
        return _laid(ctx, replace(changed, ladder=DEFAULT), "chase")
    if word not in set(Step):
        raise StaleButton
    step, hour = Step(word), timedelta(hours=1)
    held = step in {rung.step for rung in changed.ladder}
    moves = {"h-": -hour, "h+": hour, "d-": -day, "d+": day}
    if move == "a" and not held:
        return _laid(ctx, replace(changed, ladder=with_step(changed.ladder, step, day)), "chase")
    if move == "x" and held:
        return _laid(ctx, replace(changed, ladder=without(changed.ladder, step)), "chase")
    if move not in moves or not held:
        raise StaleButton
    made = replace(changed, ladder=moved(changed.ladder, step, moves[move]))
    if any(rung.after <= timedelta(0) for rung in made.ladder):
        raise BadArgument("ladder_long")
    keep(ctx, made, "chase")
    return Reply(replace=texts.rung(made, step, day))


def ticking(ctx: Context) -> Reply:
    """kw:<field>[:<page>] – units, kinds, stages or levels to tick; kw:back."""
    changed, _ = draft(ctx)
    field = ctx.pressed.word(0)
    if field == "back":
        return _laid(ctx, changed, "who")
    page = ctx.pressed.number(1) if len(ctx.pressed.args) > 1 else 0
    return Reply(replace=_ticks(ctx, changed, field, page))


def _ticked(ctx: Context, changed: Cadence, field: str, word: str) -> Reply:
    if word not in {option for option, _, _ in _options(ctx, changed, field)}:
        raise StaleButton
    only = _stages_said(changed).whom
    match field:
        case "u":
            only = replace(only, units=only.units ^ {int(word)})
        case "k":
            only = replace(only, kinds=only.kinds ^ {UnitKind(word)})
        case "s":
            only = replace(only, stages=only.stages ^ {Stage[word]})
        case _:
            only = replace(only, levels=only.levels ^ {Level(word)})
    made = asking(replace(changed, audience=Audience.LEADERS, whom=only))
    keep(ctx, made, "who")
    return Reply(replace=_ticks(ctx, made, field, ctx.pressed.number(2)))


def _stages_said(changed: Cadence) -> Cadence:
    """The preset's word for some stages becomes those stages, so that they can be ticked."""
    stages = changed.whom.stages or STAGES.get(changed.audience, frozenset())
    return replace(changed, audience=Audience.LEADERS, whom=replace(changed.whom, stages=stages))


def _options(ctx: Context, changed: Cadence, field: str) -> list[tuple[str, str, bool]]:
    """(word, label, on).

    Raises:
        StaleButton: no such list.
    """
    only = _stages_said(changed).whom
    match field:
        case "u":
            found = sorted(ctx.work.projects.units(), key=lambda unit: (unit.id not in only.units, unit.id))
            return [(str(unit.id), unit.name, unit.id in only.units) for unit in found]
        case "k":
            return [(kind.value, say(f"rule.kind.{kind.value}"), kind in only.kinds) for kind in UnitKind]
        case "s":
            stages = [stage for stage in Stage if stage is not Stage.ENDED]
            return [(stage.name, words.stage(stage), stage in only.stages) for stage in stages]
        case "v":
            return [(level.value, say(f"level.{level.value}"), level in only.levels) for level in Level]
        case _:
            raise StaleButton


def _ticks(ctx: Context, changed: Cadence, field: str, page: int) -> Card:
    options = _options(ctx, changed, field)
    pages = max(1, -(-len(options) // PAGE))
    page = min(page, pages - 1)
    units = {unit.id: unit for unit in ctx.work.projects.units()}
    said = say("rule.line.who", what=whom(changed, units))
    return texts.switches(changed, field, options[page * PAGE : (page + 1) * PAGE], page, pages, said)


def heard(ctx: Context, changed: Cadence, text: str, part: str) -> Card:
    """A sentence about the draft; which part it is about shows from its words, else it is the one on the screen.

    Raises:
        BadArgument: it is not understood.
    """
    day = day_length(ctx.calendar)
    spoken = read_wordings(text)
    if spoken:
        return proposal(ctx, replace(asking(changed), wordings=reworded(changed.wordings, spoken)), "ask")
    rungs_said = read_ladder(text, day)
    if rungs_said or part == "chase":
        if not rungs_said:
            raise BadArgument("ladder")
        return proposal(ctx, replace(changed, ladder=rungs_said), "chase")
    rule = read_rule(text)
    if rule and (rule.every is not Every.DAY or changed.campaign_of):
        return proposal(ctx, _timed(ctx, changed, rule), "time")
    if part == "who" or "对象" in text or "只问" in text:
        only = read_whom(text.replace(changed.name, ""), ctx.work.projects.units())
        return proposal(ctx, asking(replace(changed, audience=Audience.LEADERS, whom=only)), "who")
    raise BadArgument("rule_question" if part == "ask" else "cadence")
