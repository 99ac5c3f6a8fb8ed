"""Template cards: which are taken, how they are pressed, when they change."""

import copy
from typing import Any

import pytest

from tests.sandbox.wecom_hands import ACCOUNT, CARD, MULTIPLE, VOTE, Heard, Program, WeComHands, inner, reply

NOTICE: dict[str, Any] = {
    "card_type": "text_notice",
    "main_title": {"title": "通报"},
    "card_action": {"type": 1, "url": "https://example.cn"},
}
NEWS: dict[str, Any] = NOTICE | {
    "card_type": "news_notice",
    "card_image": {"url": "https://example.cn/a.png"},
}


async def update(wecom: WeComHands, code: str, *userids: str, **change: Any) -> int:
    body = {"agentid": ACCOUNT.agent_id, "response_code": code, "userids": list(userids)}
    return int((await wecom.call("message/update_template_card", body | change))["errcode"])


async def test_a_card_is_read_pressed_and_greyed_by_its_code(wecom: WeComHands, program: Program) -> None:
    chat, other = await wecom.member("LinYi"), await wecom.member("Shen")
    sent = await wecom.send("LinYi|Shen", "template_card", CARD)
    card = await wecom.last(chat)
    assert card["text"] == "督查助手\n第47周进度填报\n3号项目\n上周进度 72%"
    assert [row[0]["text"] for row in card["buttons"]] == ["正常推进", "有问题"]

    pressed = await wecom.post(f"people/{chat}/press", message_id=card["message_id"], label="有问题")

    assert pressed["answered"]
    heard = program.heard[-1]
    assert (heard["Event"], heard["EventKey"], heard["TaskId"]) == (
        "template_card_event",
        "bad:3",
        "wk47_p3_lin",
    )
    assert (heard["CardType"], heard["AgentID"]) == ("button_interaction", "1000002")
    assert heard.xml.find("MsgId") is None
    done = {"button": {"replace_name": "已记录"}}
    assert await update(wecom, heard["ResponseCode"], "linyi", **done) == 0
    assert await update(wecom, heard["ResponseCode"], "linyi", **done) == 60140
    assert (await wecom.last(chat))["wecom"]["greyed"] == "已记录"
    assert (await wecom.last(chat))["buttons"] == []
    assert (await wecom.last(other))["wecom"]["greyed"] is None
    assert await update(wecom, sent["response_code"], atall=1, **done) == 0
    assert (await wecom.last(other))["wecom"]["greyed"] == "已记录"


async def test_a_code_ages_and_only_receivers_have_the_card(wecom: WeComHands, program: Program) -> None:
    await wecom.member("LinYi")
    await wecom.member("Shen")
    code = (await wecom.send("LinYi", "template_card", CARD))["response_code"]
    done = {"button": {"replace_name": "已记录"}}

    assert await update(wecom, code, "Shen", **done) == 82102
    assert await update(wecom, code, **done) == 82101
    assert await update(wecom, "x", "LinYi", **done) == 60140
    assert await update(wecom, code, "LinYi", button={}) == 40063
    await wecom.post("clock", forward_seconds=72 * 3600 + 1)
    await wecom.sign_in()
    assert await update(wecom, code, "LinYi", **done) == 60140


async def test_a_whole_new_card_takes_its_place(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member("LinYi")
    code = (await wecom.send("LinYi", "template_card", CARD))["response_code"]
    fresh = {**NOTICE, "main_title": {"title": "已填报：正常"}}

    assert await update(wecom, code, "LinYi", template_card={**fresh, "card_action": {}}) == 42045
    assert await update(wecom, code, "LinYi", template_card=fresh) == 0

    seen = await wecom.last(chat)
    assert (seen["text"], seen["buttons"]) == ("已填报：正常", [])
    assert seen["edited_at"]


async def test_a_vote_carries_what_was_ticked(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()
    await wecom.send("LinYi", "template_card", VOTE)
    card = (await wecom.last(chat))["message_id"]

    await wecom.post(
        f"people/{chat}/press", message_id=card, label="提交", selected={"which": ["p1", "三号项目"]}
    )

    item = program.heard[-1].xml.find("SelectedItems/SelectedItem")
    assert item is not None
    assert item.findtext("QuestionKey") == "which"
    assert [one.text for one in item.findall("OptionIds/OptionId")] == ["p1", "p3"]
    assert (await wecom.last(chat))["wecom"]["chosen"] == {"which": ["p1", "p3"]}
    assert "没有这些选项" in await wecom.refused(
        f"people/{chat}/press", message_id=card, label="提交", selected={"which": ["四号项目"]}
    )


async def test_drop_downs_keep_what_was_preset(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()
    await wecom.send("LinYi", "template_card", MULTIPLE)
    card = (await wecom.last(chat))["message_id"]

    await wecom.post(f"people/{chat}/press", message_id=card, label="提交", selected={"q2": "有问题"})

    items = program.heard[-1].xml.findall("SelectedItems/SelectedItem")
    assert [(i.findtext("QuestionKey"), i.findtext("OptionIds/OptionId")) for i in items] == [
        ("q1", "ok"),
        ("q2", "bad"),
    ]
    assert "只能选一项" in await wecom.refused(
        f"people/{chat}/press", message_id=card, label="提交", selected={"q1": ["ok", "bad"]}
    )


async def test_an_answer_to_the_press_greys_the_card_of_who_pressed(
    wecom: WeComHands, program: Program
) -> None:
    async def grey(heard: Heard) -> tuple[int, bytes]:
        words = "<Button><ReplaceName><![CDATA[已收到]]></ReplaceName></Button>"
        return 200, reply(inner(heard, "update_button", words))

    chat, other = await wecom.member("LinYi"), await wecom.member("Shen")
    await wecom.send("LinYi|Shen", "template_card", CARD)
    program.answer = grey

    pressed = await wecom.post(
        f"people/{chat}/press", message_id=(await wecom.last(chat))["message_id"], data="ok:3"
    )

    assert pressed["reply"] == "update_button"
    assert (await wecom.last(chat))["wecom"]["greyed"] == "已收到"
    assert (await wecom.last(other))["wecom"]["greyed"] is None
    used = program.heard[-1]["ResponseCode"]
    assert await update(wecom, used, "LinYi", button={"replace_name": "又"}) == 60140


async def test_an_answer_may_bring_a_new_card(wecom: WeComHands, program: Program) -> None:
    async def replace(heard: Heard) -> tuple[int, bytes]:
        card = (
            "<TemplateCard><CardType>vote_interaction</CardType><MainTitle><Title>请选择</Title></MainTitle>"
            "<CheckBox><QuestionKey>k</QuestionKey><Disable>true</Disable>"
            "<OptionList><Id>a</Id><Text>甲</Text><IsChecked>true</IsChecked></OptionList>"
            "<OptionList><Id>b</Id><Text>乙</Text><IsChecked>false</IsChecked></OptionList></CheckBox>"
            "<SubmitButton><Text>提交</Text><Key>s</Key></SubmitButton>"
            "<ReplaceText>已提交</ReplaceText></TemplateCard>"
        )
        return 200, reply(inner(heard, "update_template_card", card))

    chat = await wecom.member()
    await wecom.send("LinYi", "template_card", CARD)
    program.answer = replace

    await wecom.post(f"people/{chat}/press", message_id=(await wecom.last(chat))["message_id"], data="ok:3")

    seen = await wecom.last(chat)
    assert seen["wecom"]["greyed"] == "已提交"
    assert seen["text"] == "请选择\n甲\n乙"
    assert seen["wecom"]["content"]["checkbox"]["option_list"][0] == {
        "id": "a",
        "text": "甲",
        "is_checked": True,
    }


async def test_the_menu_in_the_corner(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()
    menu = {"desc": "更多", "action_list": [{"text": "以后再说", "key": "later"}]}
    sent = await wecom.send("LinYi", "template_card", {**NOTICE, "task_id": "n1", "action_menu": menu})
    assert sent["response_code"]

    card = (await wecom.last(chat))["message_id"]
    await wecom.post(f"people/{chat}/card_menu", message_id=card, entry="以后再说", wait=5)

    assert (program.heard[-1]["Event"], program.heard[-1]["EventKey"]) == (
        "template_card_menu_event",
        "later",
    )


async def test_a_task_id_is_never_used_twice(wecom: WeComHands, program: Program) -> None:
    chat = await wecom.member()
    asked: dict[str, Any] = {"enable_duplicate_check": 1}
    assert (await wecom.send("LinYi", "template_card", CARD, **asked))["errcode"] == 0

    repeated = await wecom.send("LinYi", "template_card", CARD, **asked)
    assert repeated == {"errcode": 0, "errmsg": "ok"}
    assert (await wecom.send("LinYi", "template_card", CARD))["errcode"] == 42014
    await wecom.post("wecom/faults", strict_tasks=True)
    assert (await wecom.send("LinYi", "template_card", CARD, **asked))["errcode"] == 42014
    assert len(await wecom.seen(chat)) == 1


async def test_without_a_callback_address_no_card_can_be_pressed(wecom: WeComHands) -> None:
    await wecom.member()

    assert (await wecom.send("LinYi", "template_card", CARD))["errcode"] == 43012
    plain = await wecom.send("LinYi", "template_card", NOTICE)
    assert plain["errcode"] == 0
    assert "response_code" not in plain


def buttons(count: int) -> list[dict[str, Any]]:
    return [{"text": str(number), "key": str(number)} for number in range(count)]


def options(count: int) -> list[dict[str, Any]]:
    return [{"id": str(number), "text": str(number)} for number in range(count)]


@pytest.mark.parametrize(
    ("card", "change", "code"),
    [
        (CARD, {"button_list": buttons(6)}, 0),
        (CARD, {"button_list": buttons(7)}, 40058),
        (CARD, {"button_list": []}, 40058),
        (CARD, {"button_list": [*buttons(1), *buttons(1)]}, 42018),
        (CARD, {"button_list": [{"text": "", "key": "k"}]}, 42038),
        (CARD, {"button_list": [{"text": "x"}]}, 42039),
        (CARD, {"button_list": [{"text": "x", "key": "k" * 1025}]}, 42039),
        (CARD, {"button_list": [{"text": "x", "type": 1}]}, 42028),
        (CARD, {"main_title": {"desc": "x"}}, 41016),
        (CARD, {"task_id": ""}, 42014),
        (CARD, {"task_id": "甲"}, 42014),
        (CARD, {"task_id": "x" * 129}, 42014),
        (CARD, {"task_id": "x" * 128}, 0),
        (CARD, {"card_type": "unknown"}, 42031),
        (CARD, {"horizontal_content_list": [{"keyname": "x"}] * 7}, 42035),
        (CARD, {"horizontal_content_list": [{"value": "x"}]}, 42027),
        (CARD, {"horizontal_content_list": [{"keyname": "x", "type": 2, "value": "a"}]}, 42029),
        (CARD, {"horizontal_content_list": [{"keyname": "x", "type": 3}]}, 42050),
        (CARD, {"button_selection": {"question_key": "q", "option_list": options(10)}}, 0),
        (CARD, {"button_selection": {"question_key": "q", "option_list": options(11)}}, 42037),
        (CARD, {"jump_list": [{"title": "x"}] * 4}, 42042),
        (CARD, {"action_menu": {"action_list": [{"text": "x", "key": "k"}] * 2}}, 42051),
        (VOTE, {"checkbox": {"question_key": "q", "option_list": options(20)}}, 0),
        (VOTE, {"checkbox": {"question_key": "q", "option_list": options(21)}}, 42037),
        (VOTE, {"checkbox": {"option_list": options(2)}}, 42043),
        (VOTE, {"checkbox": {"question_key": "q", "option_list": [{"id": "x" * 129, "text": "x"}]}}, 42040),
        (VOTE, {"checkbox": {"question_key": "q", "option_list": [{"id": "x"}]}}, 42041),
        (VOTE, {"submit_button": {"text": "提交"}}, 42046),
        (VOTE, {"submit_button": {"key": "s"}}, 42049),
        (MULTIPLE, {"select_list": MULTIPLE["select_list"] * 2}, 42047),
        (MULTIPLE, {"select_list": MULTIPLE["select_list"][:1] * 2}, 42043),
        (NOTICE, {"main_title": {}}, 41016),
        (NOTICE, {"main_title": {}, "sub_title_text": "x"}, 0),
        (NOTICE, {"card_action": None}, 42045),
        (NOTICE, {"action_menu": {"action_list": [{"text": "x", "key": "k"}]}}, 42014),
        (NEWS, {}, 0),
        (NEWS, {"card_image": None}, 42044),
        (NEWS, {"card_image": {"url": "https://a", "aspect_ratio": 3}}, 40058),
        (NEWS, {"vertical_content_list": [{"title": "x"}] * 5}, 42036),
    ],
)
async def test_cards_are_looked_at(
    wecom: WeComHands, program: Program, card: dict[str, Any], change: dict[str, Any], code: int
) -> None:
    await wecom.member()

    answer = await wecom.send("LinYi", "template_card", copy.deepcopy(card) | change)

    assert answer["errcode"] == code, answer
