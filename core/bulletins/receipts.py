"""Who has got an issue, what of it, and when (回执)."""

from __future__ import annotations

from core.bulletins.model import Bulletin, Part
from core.bulletins.receipt import Receipt
from core.delivery.model import Posted, State
from core.ports import UnitOfWork

MOST = 500
"""Letters of one state that are looked at."""


def receipts(work: UnitOfWork, published: Bulletin) -> list[Receipt]:
    """Groups first, then people; in the order in which they were written to."""
    found: dict[str, dict[Part | None, Posted]] = {}
    for posted in sorted(_posted(work, published), key=lambda one: one.id):
        where, part = _read(posted.key)
        found.setdefault(where, {})[part] = posted  # a repetition comes after what it repeats
    titles = {str(group.id): group.title for group in work.groups.bound()}
    made = [_receipt(work, where, parts, titles) for where, parts in found.items()]
    return sorted(made, key=lambda one: one.private)


def _posted(work: UnitOfWork, published: Bulletin) -> list[Posted]:
    batch = f"bulletin:{published.id}"
    return [posted for state in State for posted in work.outbox.listed(state, MOST, batch)]


def _read(key: str) -> tuple[str, Part | None]:
    """bulletin:7:group:3:picture#12 → (group:3, picture)."""
    _, _, kind, number, *part = key.partition("#")[0].split(":")
    return f"{kind}:{number}", Part(part[0]) if part else None


def _receipt(
    work: UnitOfWork, where: str, parts: dict[Part | None, Posted], titles: dict[str, str]
) -> Receipt:
    kind, _, number = where.partition(":")
    if kind == "person":
        return Receipt(work.people.get(int(number)).name, private=True, parts=parts)
    first = next(iter(parts.values()))
    return Receipt(titles.get(number, first.to.chat), private=False, parts=parts)
