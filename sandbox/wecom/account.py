"""What an administrator would copy from the console of 企业微信; all invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WeComAccount:
    """``accounts`` is the corp's account limit; times 200 it gives the person-messages of a day."""

    corp_id: str = "ww5a4d8b0c2e1f7a36"
    agent_id: int = 1000002
    secret: str = "sandboxWeComSecret0123456789ABCDEFGHIJKLMNOP"
    token: str = "sandboxWeComToken2026"
    aes_key: str = "q1W2e3R4t5Y6u7I8o9P0aSdFgHjKlZxCvBnMqWeRtYy"
    name: str = "督办"
    accounts: int = 500
