"""What was wrong and what to do, for every ``Refused``."""

from __future__ import annotations

from core import errors
from core.bulletins.templates import BadTemplate
from core.chat import Card
from core.roster.ledger import LedgerRefused
from core.texts.catalogue import say
from core.texts.ledger import ledger_refusal_text
from core.texts.queries import choices
from core.texts.templates import template_refusal_text
from core.texts.words import clip


def explain(refusal: errors.Refused, query: str = "qs") -> Card:
    """One message for a refusal; several matching projects become buttons for ``query``."""
    if isinstance(refusal, errors.SeveralFound):
        return choices(refusal.wanted, refusal.choices, query)
    return Card(sentence(refusal))


def sentence(refusal: errors.Refused) -> str:
    """The refusal as one or two sentences."""
    match refusal:
        case errors.NotFound(kind=kind, wanted=wanted):
            return say(f"refused.not_found.{kind}", wanted=clip(wanted, 30))
        case errors.WrongState(subject=subject, state=state):
            return say(f"refused.state.{subject}.{state}")
        case errors.TokenRefused(fault=fault):
            return say(f"refused.token.{fault.value}")
        case errors.TooMuchText(length=length, limit=limit):
            return say("refused.too_much", length=length, limit=limit)
        case errors.BadArgument(command=command):
            return say(f"usage.{command}")
        case LedgerRefused():
            return ledger_refusal_text(refusal)
        case errors.AliasTaken(alias=alias, owner=owner):
            return say("refused.alias_taken", alias=clip(alias, 20), owner=clip(owner, 30))
        case errors.BadDate(text=text):
            return say("refused.bad_date", text=clip(text, 30))
        case BadTemplate():
            return template_refusal_text(refusal)
        case _:
            return say(f"refused.{NAMES[type(refusal)]}")


NAMES: dict[type[errors.Refused], str] = {
    errors.NotAllowed: "not_allowed",
    errors.Stranger: "stranger",
    errors.StaleButton: "stale_button",
    errors.NotYourButton: "not_your_button",
    errors.RoundClosed: "round_closed",
    errors.NothingOpen: "nothing_open",
    errors.NothingToUndo: "nothing_to_undo",
}
