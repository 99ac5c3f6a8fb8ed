"""The time of this small world: the real time plus an offset that tests may change."""

from datetime import UTC, datetime, timedelta


class Clock:
    """``now()`` is aware UTC. It keeps running; moving it changes the offset only."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def timestamp(self) -> int:
        return int(self.now().timestamp())

    def forward(self, by: timedelta) -> datetime:
        """Move by a length of time, which may be negative, and return the new now."""
        self._offset += by
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        """Make ``moment`` (aware) the present."""
        self._offset = moment - datetime.now(UTC)
        return self.now()
