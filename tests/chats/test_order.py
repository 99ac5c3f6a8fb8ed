"""One after the other for each chat, also when somebody in the queue gives up."""

import asyncio

from scheduler.order import OneAtATime


async def test_each_key_has_its_own_queue_in_order_of_arrival() -> None:
    turns, said = OneAtATime(), list[str]()

    async def speak(key: str, name: str) -> None:
        async with turns(key):
            said.append(f"{name} begins")
            await asyncio.sleep(0)
            said.append(f"{name} ends")

    await asyncio.gather(speak("a", "1"), speak("a", "2"), speak("a", "3"), speak("b", "4"))

    of_a = [words for words in said if words[0] in "123"]
    assert of_a == [f"{name} {does}" for name in "123" for does in ("begins", "ends")]
    assert said.index("4 begins") < said.index("1 ends")


async def test_who_gives_up_holds_up_nobody() -> None:
    turns, went = OneAtATime(), list[str]()
    first = asyncio.Event()

    async def go(name: str) -> None:
        async with turns("a"):
            if name == "1":
                await first.wait()
            went.append(name)
        if name == "1":
            tasks["3"].cancel()  # its turn has just come, and it has not gone on yet

    tasks = {name: asyncio.create_task(go(name)) for name in "1234"}
    await asyncio.sleep(0)
    tasks["2"].cancel()  # while waiting
    first.set()
    await asyncio.wait(tasks.values(), timeout=5)

    assert went == ["1", "4"]
    async with asyncio.timeout(5), turns("a"):
        went.append("5")
    assert went[-1] == "5"
