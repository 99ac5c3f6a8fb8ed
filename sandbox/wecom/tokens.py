"""Access tokens [91039]: one at a time, 7200 seconds by the sandbox clock, sometimes dead before that."""

from secrets import token_urlsafe

from sandbox.clock import Clock
from sandbox.model import Json
from sandbox.wecom.account import WeComAccount
from sandbox.wecom.errors import WeComError

LIFE = 7200
TOLERATED = 20
"""Wrong secrets before the caller is shut out; the service does not publish its number."""
SHUT_OUT = 3600


class Tokens:
    """``given`` keeps when each token ends; ``asked`` and ``wrong`` count the calls of gettoken."""

    def __init__(self, account: WeComAccount, clock: Clock) -> None:
        self._account = account
        self._clock = clock
        self.given: dict[str, float] = {}
        self.current = ""
        self.asked = 0
        self.wrong = 0
        self._shut_until = 0.0

    def give(self, corp_id: str, secret: str) -> Json:
        """Asked again while one lives, the same one.

        Raises:
            WeComError: 40013, 40001; 45009 for an hour after too many wrong secrets.
        """
        self.asked += 1
        now = self._clock.now().timestamp()
        if now < self._shut_until:
            raise WeComError(45009)
        if corp_id != self._account.corp_id:
            raise WeComError(40013)
        if secret != self._account.secret:
            self._note_wrong(now)
            raise WeComError(40001)
        if self.given.get(self.current, 0) <= now:
            self.current = token_urlsafe(120)
            self.given[self.current] = now + LIFE
        return {"access_token": self.current, "expires_in": int(self.given[self.current] - now)}

    def _note_wrong(self, now: float) -> None:
        self.wrong += 1
        if self.wrong % TOLERATED == 0:
            self._shut_until = now + SHUT_OUT

    def check(self, token: str) -> None:
        """
        Raises:
            WeComError: 41001, 40014, 42001.
        """
        if not token:
            raise WeComError(41001)
        if token not in self.given:
            raise WeComError(40014)
        if self.given[token] <= self._clock.now().timestamp():
            raise WeComError(42001)

    def expire(self) -> None:
        """What was given is 42001 from now on."""
        self.given = dict.fromkeys(self.given, 0.0)

    def revoke(self) -> None:
        """What was given is 40014 from now on."""
        self.given.clear()
