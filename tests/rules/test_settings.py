"""A setting that cannot be stops the program with one line that names it."""

from __future__ import annotations

import pytest

from app.settings import SLOWEST, Settings, SettingsError, load
from core.delivery.pacing import Budget, Pace, Paces
from scheduler.shared_pacer import BURST, Toll

TOKEN = "DUBAN_TELEGRAM__TOKEN"
WEBHOOK = "DUBAN_TELEGRAM__WEBHOOK_URL"
SECRET = "DUBAN_TELEGRAM__WEBHOOK_SECRET"
PER_SECOND = "DUBAN_TELEGRAM__MESSAGES_PER_SECOND"
PER_MINUTE = "DUBAN_TELEGRAM__GROUP_MESSAGES_PER_MINUTE"


def settings_of(monkeypatch: pytest.MonkeyPatch, given: dict[str, str]) -> Settings:
    for name, value in {TOKEN: "1:invented", **given}.items():
        monkeypatch.setenv(name, value)
    return load(None)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"DUBAN_TELEGRAM__TOKN": "1:x"}, "DUBAN_TELEGRAM__TOKN"),
        ({"DUBAN_PRESET": "village"}, "DUBAN_PRESET"),
        ({WEBHOOK: "https://duban.example/telegram/webhook"}, SECRET),
        ({WEBHOOK: "https://duban.example/telegram/webhook", SECRET: "short"}, SECRET),
        ({WEBHOOK: "https://duban.example/telegram/webhook", SECRET: "密" * 30}, SECRET),
        ({PER_SECOND: str(SLOWEST - 1)}, PER_SECOND),
        ({PER_MINUTE: str(SLOWEST - 1)}, PER_MINUTE),
    ],
)
def test_what_is_wrong_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings_of(monkeypatch, given)

    assert str(refused.value).startswith(f"{named}: ")
    assert "\n" not in str(refused.value)


def test_a_webhook_with_a_long_secret_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(
        monkeypatch, {WEBHOOK: "https://duban.example/telegram/webhook", SECRET: "a-B_3" * 5}
    )

    assert settings.telegram is not None
    assert settings.telegram.webhook_secret.get_secret_value() == "a-B_3" * 5


def test_the_slowest_rate_leaves_something_for_every_lane() -> None:
    budget = Budget(overall=Pace(SLOWEST, 1.0), group=Pace(SLOWEST, 60.0))
    paces = Paces.of(budget)
    tolls = [Toll.of("bot", budget.overall, BURST), Toll.of("group", budget.group, BURST)]

    assert paces.bulk.count > 0
    assert paces.step > 0
    assert all(toll.every > 0 for toll in tolls)
