"""English sentences, by subject."""

from __future__ import annotations

from core.texts.en import (
    answers,
    assigning,
    bulletins,
    cards,
    echo,
    excuses,
    figures,
    findings,
    lamps,
    ledger,
    media,
    office,
    pages,
    queries,
    refusals,
    round_table,
    scores,
    settings,
    wecom,
    words,
)

SENTENCES: dict[str, str] = {
    **words.SENTENCES,
    **cards.SENTENCES,
    **answers.SENTENCES,
    **assigning.SENTENCES,
    **echo.SENTENCES,
    **findings.SENTENCES,
    **lamps.SENTENCES,
    **queries.SENTENCES,
    **round_table.SENTENCES,
    **scores.SENTENCES,
    **excuses.SENTENCES,
    **office.SENTENCES,
    **pages.SENTENCES,
    **bulletins.SENTENCES,
    **figures.SENTENCES,
    **ledger.SENTENCES,
    **media.SENTENCES,
    **refusals.SENTENCES,
    **settings.SENTENCES,
    **wecom.SENTENCES,
}
