"""The audit chain: each entry carries the digest of the one before it.

``digest`` = SHA-256(digest before + canonical JSON of the entry). With a key, ``seal`` =
HMAC-SHA-256(key, digest): whoever can write the table but does not know the key cannot rebuild the chain.
Cutting off its end cannot be seen from inside; the head is to be written down elsewhere, daily.

Source: OWASP ASVS 5.0, 16.4.2.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select

from storage.memory import Memory
from storage.statements import AnyRow
from storage.tables.office import AuditRow
from storage.tables.types import canonical

_START = "0" * 64
_LOCK = 0x44554241  # "DUBA"; any number will do as long as nobody else uses it
_COLUMNS = (
    AuditRow.id, AuditRow.at, AuditRow.actor, AuditRow.action, AuditRow.subject, AuditRow.facts,
    AuditRow.before, AuditRow.digest, AuditRow.seal,
)  # fmt: skip
_HEAD = select(AuditRow.digest).order_by(AuditRow.id.desc()).limit(1)
_CHAIN = select(*_COLUMNS).order_by(AuditRow.id).execution_options(yield_per=500)
_APPEND = insert(AuditRow)
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(_LOCK))


class SqlAudit:
    """Implements ``core.ports.Audit``.

    Notes are kept until ``flush``, which the desk calls right before it commits: on PostgreSQL the
    lock that puts appends in a row is then held for the commit only, and cannot take part in a deadlock.
    """

    def __init__(
        self, connection: Connection, key: bytes | None = None, memory: Memory | None = None
    ) -> None:
        self._connection = connection
        self._memory = memory or Memory()
        self._key = key
        self._notes: list[dict[str, Any]] = []

    def note(
        self, at: datetime, actor: int | None, action: str, subject: str, facts: Mapping[str, str]
    ) -> None:
        entry = {"at": at, "actor": actor, "action": action, "subject": subject, "facts": dict(facts)}
        self._notes.append(entry)

    def flush(self) -> None:
        """Append what was noted."""
        if not self._notes:
            return
        notes, self._notes = self._notes, []
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(_ONE_AT_A_TIME)
        last = self._memory.shelf(self, "head") if self._memory.alone else {}
        before = last.get(()) or self.head()
        for entry in notes:
            digest = _digest(before, entry)
            entry |= {"before": before, "digest": digest, "seal": self._seal(digest)}
            before = digest
        self._connection.execute(_APPEND, notes if len(notes) > 1 else notes[0])
        last[()] = before

    def head(self) -> str:
        """Digest of the last entry; zeros before the first."""
        digest: str | None = self._connection.execute(_HEAD).scalar_one_or_none()
        return digest or _START

    def last(self, action: str, subject: str) -> Mapping[str, str] | None:
        self.flush()
        wanted = select(AuditRow.facts).where(AuditRow.action == action, AuditRow.subject == subject)
        newest = wanted.order_by(AuditRow.id.desc()).limit(1)
        facts: Mapping[str, str] | None = self._connection.execute(newest).scalar_one_or_none()
        return facts

    def verify(self) -> int | None:
        """See the port. With a key every entry must be sealed with it; else seals could be stripped unseen."""
        self.flush()
        with self._connection.execute(_CHAIN) as rows:  # a stream; closed also when we leave it early
            return self._first_bad(rows)

    def _first_bad(self, rows: Iterable[AnyRow]) -> int | None:
        before = _START
        for row in rows:
            entry = {name: getattr(row, name) for name in ("at", "actor", "action", "subject", "facts")}
            good = row.before == before and row.digest == _digest(before, entry)
            if not good or not self._seal_is_right(row.digest, row.seal):
                number: int = row.id
                return number
            before = row.digest
        return None

    def _seal(self, digest: str) -> str:
        return hmac.digest(self._key, digest.encode(), "sha256").hex() if self._key else ""

    def _seal_is_right(self, digest: str, seal: str) -> bool:
        return self._key is None or hmac.compare_digest(seal, self._seal(digest))


def _digest(before: str, entry: Mapping[str, Any]) -> str:
    at = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return sha256((before + canonical({**entry, "at": at})).encode()).hexdigest()
