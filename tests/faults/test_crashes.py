"""kill -9 at every landmark of the code, at the first three times it is passed, on both databases."""

from __future__ import annotations

import pytest

from core.delivery.landmarks import Landmark
from tests.faults.case import MOMENTS, Case
from tests.faults.life import KILLED
from tests.faults.town import BOUND


@pytest.mark.parametrize("landmark", list(Landmark))
def test_nothing_is_lost_or_doubled(case: Case, landmark: Landmark) -> None:
    """Three lives, each ended at the landmark, and a last one that puts everything right."""
    for hit, moment in enumerate(MOMENTS[:3], 1):
        case.move_to(moment)
        if hit > 1:
            case.fill(str(hit))
        life = case.start(f"{landmark.value}:{hit}")
        try:
            case.talk(life)
            assert life.ended() == KILLED, f"{landmark} was not passed {hit} times\n{life.last_words()}"
        finally:
            life.kill()
    case.move_to(MOMENTS[-1])
    life = case.start()
    try:
        life.wait_until_ready()
        case.come_to_rest()
        case.publish()
        case.check(life)
        for group in case.chats.groups[:BOUND]:
            assert [case.copies(group, part) for part in ("【各地排名】", "图片：", "公文：", "附表：")] == [
                1,
                1,
                1,
                1,
            ]
        assert life.stop() == 0
    finally:
        life.kill()
