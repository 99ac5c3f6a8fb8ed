"""The office sets its own weights: tried on the last result, counting from the next period, named wherever a result stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.bulletins.verify import altered, weights_on_record
from core.ports import UnitOfWork
from core.rights import Role
from core.scoring.freeze import scored_again
from core.scoring.model import Approval, Snapshot
from core.scoring.schemes import FIRST
from core.scoring.variants import scheme_named
from core.scoring.weighing import WEIGHINGS
from tests.stories.world import Someone, World


async def screen(clerk: Someone) -> str:
    """The weights of the three rates, from /settings."""
    await clerk.says("/settings")
    await clerk.taps("考核办法")
    await clerk.taps("指标权重：三率考核")
    return str((await clerk.last())["text"])


async def proposed(clerk: Someone, words: str) -> str:
    await screen(clerk)
    await clerk.taps("修改权重")
    return (await clerk.says(words))[0]


async def results(world: World) -> list[Snapshot]:
    """Oldest first."""

    def of(work: UnitOfWork) -> list[Snapshot]:
        return [one for each in work.rounds.latest(9)[::-1] if (one := work.bulletins.snapshot_of(each.id))]

    return await world.product.desk.read(of)


async def sound(world: World) -> tuple[bool, bool]:
    """What ``duban audit verify`` asks: frozen results, and weights on record."""
    read = world.product.desk.read
    return await read(altered) is None, await read(weights_on_record)


async def test_own_weights_count_from_the_next_period(world: World) -> None:
    clerk = await world.person("周文静", Role.OFFICE)
    await world.at("2026-11-16 09:01")
    await world.at("2026-11-20 17:01")
    assert "现行：公布权重\n• 开工率　40\n• 资金到位率　40\n• 投产率　20\n合计100分" in await screen(clerk)
    await clerk.taps("修改权重")
    assert "还没有写：投产率。" in (await clerk.says("资金到位率５０％ 开工率30分"))[0]
    shown = (await clerk.says("投产率20"))[0]
    assert "• 开工率　40 → 30\n• 资金到位率　40 → 50\n• 投产率　20（不变）\n合计100分" in shown
    assert "试算：假如2026年第47周（最近一次冻结的结果）就按新权重计分。" in shown
    assert "各单位名次都不变。" in shown
    assert "自2026年第48周起执行，此前可以撤回" in shown

    await two_clerks(world, clerk)

    await clerk.taps("修改权重")
    await clerk.says("开工率30 资金到位率50 投产率20")
    await clerk.taps("保存")
    stale = (await clerk.last())["message_id"]
    await world.at("2026-11-23 09:01")
    assert "没有可以撤回的权重" in await clerk.press(stale, label="撤回未执行的权重")
    assert "现行：本办自定权重，周文静2026年11月20日批准\n• 开工率　30" in await screen(clerk)
    await clerk.taps("恢复公布权重")  # decided in the week, so it is for the week after
    await clerk.taps("保存")
    await world.at("2026-11-27 17:01")
    draft = (await clerk.last())["text"]
    assert "按2026.1版办法（权重为本办自定，周文静2026年11月20日批准）、以核定数计分。" in draft
    await clerk.says("/why")
    await clerk.taps("西河县")
    why = (await clerk.last())["text"]
    assert "开工率（30分）" in why
    assert (
        "权重为本办自定，周文静2026年11月20日批准：开工率30、资金到位率50、投产率20（版本名2026.1+30/50/20）。"
        in why
    )

    await kept(world)


async def two_clerks(world: World, clerk: Someone) -> None:
    """What one was shown is neither saved nor taken back once the other has decided; the other's may be taken back."""
    other = await world.person("韩梅", Role.OFFICE)
    shown = await proposed(other, "开工率10 资金到位率5 投产率85")
    assert "• 东岭县　第3名 → 不排名\n• 南塬县　第2名 → 不排名\n其余2个单位名次不变。" in shown
    await other.taps("保存")
    assert "已失效" in await clerk.taps("保存")  # what it rested on has changed
    decided = "韩梅2026年11月20日批准，自2026年第48周起）：开工率10、资金到位率5、投产率85"
    assert decided in (await other.last())["text"]
    assert "三率考核（2026.1版），已定新权重自2026年第48周起执行" in (await clerk.says("/settings"))[0]
    await screen(clerk)
    stale = (await clerk.last())["message_id"]
    await proposed(other, "开工率15 其余不变 资金到位率65")
    await other.taps("保存")
    assert "已失效" in await clerk.press(stale, label="撤回未执行的权重")  # another one than it shows
    assert "开工率15、资金到位率65、投产率20" in await screen(clerk)
    await clerk.taps("撤回未执行的权重")
    assert "已定" not in (await clerk.last())["text"]


async def kept(world: World) -> None:
    """What was frozen follows from its inputs under the weights of its day; weights that nobody set are noticed."""
    before, after = await results(world)
    assert (before.scheme, before.approved) == (FIRST, None)
    assert after.scheme == scheme_named("2026.1+30/50/20")
    assert after.approved == Approval(
        after.approved.person_id if after.approved else 0, "周文静", date(2026, 11, 20)
    )
    assert [scored_again(one) == one.scores for one in (before, after)] == [True, True]
    east = next(score for score in after.scores if score.unit == "东岭县")
    assert [line.points for line in east.lines] == [Decimal("15.00"), Decimal("7.14"), None]  # 1/2, 1亿/7亿
    assert east.total == Decimal("27.68")  # 22.14 × 100 ÷ 80
    assert await sound(world) == (True, True)

    def slip_in(work: UnitOfWork) -> None:
        kept = work.settings.get(WEIGHINGS.name)
        assert kept
        work.settings.set(WEIGHINGS.name, kept.replace("40/40/20", "90/10/0"))

    await world.product.desk.run(slip_in)
    assert await sound(world) == (True, False)
