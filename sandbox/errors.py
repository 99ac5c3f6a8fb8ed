"""What can go wrong, as values.

ApiError   an answer of the Bot API that is not ``ok``; caught once, in ``bot_api``.
Refused    a control request that makes no sense; caught once, in ``control``.
"""

from typing import Any


class ApiError(Exception):
    """``description`` is what the real server would say, prefix included."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Refused(Exception):
    """``sentence`` is Chinese, for the person at the page or the author of a test."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    return ApiError(403, f"Forbidden: {words}")


def too_many(retry_after: int) -> ApiError:
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
