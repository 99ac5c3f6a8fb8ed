"""Every number that picture, document and workbook of an issue show, as text that ``core.bulletins.numbers`` reads."""

from __future__ import annotations

from collections import defaultdict

from core.bulletins.figures import Figures
from core.texts import pages, words


def in_all(figures: Figures) -> str:
    """The headline figures with their changes, and the lights."""
    tiles = [f"{tile.value}{tile.unit} {tile.change}" for tile in map(pages.tile, figures.headlines)]
    return "\n".join([*tiles, *pages.shown_lights(figures.lights)])


def of_units(figures: Figures) -> dict[str, str]:
    """Unit → its points, place, movement, rates, lights, and why it is on a list."""
    said: dict[str, list[str]] = defaultdict(list)
    for group in figures.groups:
        for standing in group:
            score = standing.score
            own = said[score.unit]
            if score.rank is not None and score.total is not None:
                own.append(f"{score.total}分 第{score.rank}名")
            own.append(pages.movement(score)[1])
            own.extend(f"{line.points}分" for line in score.lines if line.points is not None)
            own.extend(words.rate(line.numerator, line.denominator) for line in score.lines)
            own.extend(pages.shown_lights(standing.lights))
    for roll in pages.rolls(figures):
        for cited in roll.cited:
            said[cited.unit].append(cited.reasons)
    return {unit: "\n".join(own) for unit, own in said.items()}
