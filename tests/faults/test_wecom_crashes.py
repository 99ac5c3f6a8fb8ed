"""kill -9 at every landmark with people in WeCom: the service repeats callbacks, we repeat doubtful messages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.delivery.landmarks import Landmark
from sandbox import ThreadedSandbox
from tests.faults.case import MOMENTS
from tests.faults.life import KILLED
from tests.faults.town import TOKEN
from tests.faults.wecom_case import WeComCase, copy_of, found


@pytest.fixture(scope="session")
def wecom_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wecom-town")
    found(f"sqlite:///{folder / 'duban.db'}")
    return folder / "duban.db"


@pytest.fixture
def wecom_case(wecom_town: Path, tmp_path: Path) -> Iterator[WeComCase]:
    """On SQLite: what a crash leaves in PostgreSQL is told with Telegram, in ``test_crashes``."""
    with ExitStack() as stack:
        url = copy_of(wecom_town, tmp_path)
        sandbox = stack.enter_context(ThreadedSandbox(token=TOKEN, callback_pause=1.0))
        case = WeComCase(tmp_path, url, sandbox.url)
        stack.callback(case.close)
        yield case


@pytest.mark.parametrize("landmark", list(Landmark))
def test_what_was_taken_is_kept_and_nobody_reads_it_twice(wecom_case: WeComCase, landmark: Landmark) -> None:
    """Three lives, each ended at the landmark, and a last one that puts everything right."""
    for hit, moment in enumerate(MOMENTS[:3], 1):
        wecom_case.move_to(moment)
        life = wecom_case.start(f"{landmark.value}:{hit}")
        try:
            wecom_case.talk(life)
            assert life.ended() == KILLED, f"{landmark} was not passed {hit} times\n{life.last_words()}"
        finally:
            life.kill()
    wecom_case.move_to(MOMENTS[-1])
    life = wecom_case.start()
    try:
        life.wait_until_ready()
        wecom_case.come_to_rest()
        wecom_case.check()
        assert life.stop() == 0
    finally:
        life.kill()
