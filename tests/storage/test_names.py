"""Finding projects by half-remembered names, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.name_index import SURE, Named, NameIndex

PROJECTS = (
    Named(1, "ZS-2025-101", "圣禾白羽肉鸡全产业链项目", ("圣禾肉鸡",), "圣禾农牧集团有限公司"),
    Named(2, "ZS-2026-102", "骐曜东数西算绿色数据中心项目", ("数据中心",), "骐曜科技"),
    Named(3, "ZS-2025-103", "稷丰年产5万吨富硒包装饮用水项目", (), "稷丰饮品"),
    Named(4, "ZS-2025-104", "长庆油田配套装备产业园项目", (), "长庆装备"),
    Named(5, "ZS-2025-105", "朝阳沟现代农业产业园", ("沟里农业",), ""),
)
INDEX = NameIndex(PROJECTS)
TYPED = st.text(st.sampled_from("圣禾肉鸡数据水园项目shengnqcxz0135 -_%（）").filter(bool), max_size=14)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("圣禾肉鸡", 1),  # alias
        ("zs2025101", 1),
        ("101", 1),
        ("白羽鸡", 1),  # characters left out
        ("shenghe", 1),
        ("shenghebaiyu", 1),
        ("sheng he", 1),
        ("shb", 1),
        ("sbyrj", 0),  # 禾 is missing in the middle of initials
        ("圣和", 1),  # the same sound
        ("圣何肉机", 1),
        ("数据中新", 2),  # 前后鼻音
        ("西算数据", 2),
        ("５万吨", 3),  # full-width
        ("changqing", 4),  # not zhangqing
        ("长青装备", 4),
        ("chaoyang", 5),
        ("农业 朝阳", 5),  # in any order
        ("朝阳项目", 5),  # a generic word does not count
        ("月球", 0),
    ],
)
def test_what_people_type_finds_what_they_mean(typed: str, meant: int) -> None:
    found = INDEX.find(typed, None, 5)
    assert (found[0].project_id if found else 0) == meant
    assert not found or found[0].strength >= SURE


@pytest.mark.parametrize(
    ("typed", "meant"), [("富锡水", 3), ("圣黑肉鸡", 1), ("数据忠仁", 2), ("圣禾大肉鸡", 1)]
)
def test_what_only_sounds_like_it_is_not_sure(typed: str, meant: int) -> None:
    found = INDEX.find(typed, None, 5)
    assert found[0].project_id == meant
    assert found[0].strength < SURE


def test_the_best_fit_comes_first_and_strangers_are_left_out() -> None:
    assert [hit.project_id for hit in INDEX.find("产业园", None, 5)] == [5, 4]
    assert [hit.project_id for hit in INDEX.find("产业园", {4}, 5)] == [4]
    assert INDEX.find("圣禾肉鸡", {2, 3}, 5) == []


@given(TYPED, st.sets(st.integers(1, 5)), st.integers(1, 3))
def test_whatever_is_typed_stays_within_rights_and_limit(typed: str, within: set[int], limit: int) -> None:
    hits = INDEX.find(typed, within, limit)
    assert len(hits) <= limit
    assert {hit.project_id for hit in hits} <= within
    assert hits == sorted(hits, key=lambda hit: -hit.strength)


@given(st.sampled_from(PROJECTS))
def test_its_own_code_and_name_find_nothing_else(project: Named) -> None:
    for typed in (project.code, project.name, *project.aliases):
        assert [hit.project_id for hit in INDEX.find(typed, None, 5)] == [project.id]
