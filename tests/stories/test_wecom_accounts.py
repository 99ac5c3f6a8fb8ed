"""Who is who in WeCom, and people who use both services."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from core.rights import Role
from core.rounds.model import Answer
from tests.stories.scenes import reports
from tests.stories.wecom import Corporation, Member, card_of


async def test_the_office_assigns_an_account_and_the_leader_is_asked_there(corporation: Corporation) -> None:
    clerk = await corporation.person("周文静", Role.OFFICE)
    lin = await corporation.unknown("林一航", "LinYiHang")
    assert "招商办" in "\n".join(await lin.says("我的"))  # nobody knows him yet

    heard = await clerk.says("账号 林一航 LinYiHang")
    assert "已将企业微信账号LinYiHang分配给林一航（副市长）" in heard[-1]

    await corporation.at("2026-11-16 09:02")
    assert "您包抓的3个项目" in await lin.card()
    assert "青禾饮用水项目" in "\n".join(await lin.says("我的"))


async def test_an_account_assigned_in_the_middle_of_a_round_brings_the_card(corporation: Corporation) -> None:
    clerk = await corporation.person("周文静", Role.OFFICE)
    lin = await corporation.unknown("林一航", "linyihang")
    await corporation.at("2026-11-16 10:10")
    await clerk.says("账号 林一航 linyihang")

    assert "您包抓的3个项目" in await lin.card()


async def test_what_cannot_be_assigned_is_said(corporation: Corporation) -> None:
    clerk = await corporation.person("周文静", Role.OFFICE)
    lin = await corporation.person("林一航", Role.LEADER)
    await clerk.says("账号 林一航 linyihang")

    assert "没有找到" in (await clerk.says("账号 无此人 wu01"))[-1]
    assert "企业微信账号" in (await clerk.says("账号 沈青禾 不是账号"))[-1]
    assert "已绑定" in (await clerk.says("账号 沈青禾 LINYIHANG"))[-1]
    assert "企业微信账号" in (await clerk.says("账号"))[-1]
    assert "没有这项权限" in (await lin.says("账号 林一航 x"))[-1]
    assert "• 企业微信" in (await clerk.says("账号 林一航"))[-1]


async def test_an_invitation_works_in_wecom_too(corporation: Corporation) -> None:
    new = await corporation.unknown("林一航", "linyihang")

    heard = await new.says(f"/start {await corporation.token('林一航', Role.LEADER)}")

    assert "已绑定为包抓领导" in "\n".join(heard)


async def test_whoever_uses_both_is_written_to_where_he_was_last(corporation: Corporation) -> None:
    telegram = await corporation.person("林一航", Role.LEADER)
    wecom = await also_in_wecom(corporation, "林一航", "linyihang")
    await telegram.says("我的")
    await corporation.at("2026-11-16 09:02")
    assert "您包抓的3个项目" in await telegram.card()
    assert not await wecom.from_us()

    await wecom.says("我的")
    await corporation.at("2026-11-23 09:02")
    assert "您包抓的3个项目" in await wecom.card()


async def test_the_chosen_service_wins_over_the_last_used(corporation: Corporation) -> None:
    telegram = await corporation.person("林一航", Role.LEADER)
    wecom = await also_in_wecom(corporation, "林一航", "linyihang")
    await telegram.says("接收")
    await telegram.taps("企业微信")
    assert "消息发到您的企业微信" in (await telegram.last())["text"]
    await telegram.says("我的")

    await corporation.at("2026-11-16 09:02")
    assert "您包抓的3个项目" in await wecom.card()


async def test_answers_from_either_service_count_once_and_show_on_the_card(corporation: Corporation) -> None:
    telegram = await corporation.person("林一航", Role.LEADER)
    wecom = await also_in_wecom(corporation, "林一航", "linyihang")
    await wecom.says("我的")
    await corporation.at("2026-11-16 09:02")

    await telegram.says("2号 正常")
    assert "✓正常" in await wecom.card()
    await wecom.taps("其余无变化")
    assert "本期已全部反馈" in await wecom.card()
    assert [r.finding.answer for r in await reports(corporation, "云杉数据中心项目")] == [Answer.ON_TRACK]
    assert len([m for m in await wecom.from_us() if card_of(m) and "项目调度" in m["text"]]) == 1


async def test_somebody_outside_the_visible_range_is_not_reachable(corporation: Corporation) -> None:
    clerk = await corporation.person("周文静", Role.OFFICE)
    lin = await corporation.member("林一航", Role.LEADER, "linyihang")
    await corporation.post(f"/sandbox/wecom/members/{lin.id}", {"visible": False})
    await corporation.rest()
    await corporation.at("2026-11-16 09:02")
    assert not await lin.from_us()
    assert "林一航" in (await clerk.says("未报"))[-1]

    await corporation.post(f"/sandbox/wecom/members/{lin.id}", {"visible": True})
    await corporation.rest()
    assert "您包抓的3个项目" in "\n".join(await lin.says("报进展"))


async def also_in_wecom(corporation: Corporation, name: str, userid: str) -> Member:
    clerk = await corporation.person("周文静", Role.OFFICE)
    member = await corporation.unknown(name, userid)
    await clerk.says(f"账号 {name} {userid}")
    return member


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_accounts_stand_in_the_ledger(corporation: Corporation, tmp_path: Path) -> None:
    """Two columns of accounts, one of them below a group that says whose; a third that says nothing."""
    clerk = await corporation.person("周文静", Role.OFFICE)
    lin, su = [
        await corporation.unknown(name, userid) for name, userid in (("林", "LinYiHang"), ("苏", "su01"))
    ]
    book = Workbook()
    sheet = book.worksheets[0]
    for line in (
        ["项目编号", "项目名称", "属地", "包抓领导", "", "联络员", "", "", "总投资（万元）", "企业微信账号"],
        ["", "", "", "姓名", "企业微信账号", "姓名", "联系电话", "企业微信账号", "", ""],
        [
            "ZS-2026-001",
            "青禾饮用水项目",
            "东岭县",
            "林一航",
            "LinYiHang",
            "苏小满",
            "",
            "su01",
            20000,
            "wei01",
        ],
        ["ZS-2026-005", "赤水肉牛养殖项目", "南塬县", "顾远山", "顾书记", "江望", "", "", 8000, ""],
    ):
        sheet.append(line)
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:H1", "I1:I2", "J1:J2"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "台账.xlsx")
    await corporation.at("2026-11-16 10:10")

    shown = "\n".join(await clerk.drops(tmp_path / "台账.xlsx"))
    assert "按台账分配企业微信账号2个：林一航 linyihang、苏小满 su01。" in shown
    assert "2处企业微信账号未分配" in shown
    assert "顾书记" in shown
    assert "wei01" in shown
    await clerk.taps("确认导入")
    assert "按台账分配企业微信账号2个" in (await clerk.last())["text"]

    assert "您包抓的" in await lin.card(), "the open round's card comes at once"
    assert "替林一航" in str((await su.says("报进展")) + await su.labels())
    assert "按台账分配" not in "\n".join(await clerk.drops(tmp_path / "台账.xlsx")), "they have theirs"
