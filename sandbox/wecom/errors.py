"""Answers that are not ``errcode`` 0, in the service's own shape [90313]."""

from secrets import randbelow
from time import time

from sandbox.model import Json

WORDS = {
    -1: "system busy",
    40001: "invalid credential",
    40004: "invalid media type",
    40005: "invalid type",
    40006: "invalid file size",
    40007: "invalid media_id",
    40008: "invalid message type",
    40009: "invalid image size",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40022: "invalid sub button level",
    40023: "invalid sub button size",
    40025: "invalid sub button name size",
    40026: "invalid sub button key size",
    40027: "invalid sub button url size",
    40032: "invalid user list size",
    40033: "invalid request character",
    40056: "invalid agentid",
    40058: "invalid Request Parameter",
    40063: "some parameters are empty",
    40123: "invalid image format",
    40145: "media_id expired",
    41001: "access_token missing",
    41002: "corpid missing",
    41004: "corpsecret missing",
    41006: "media_id missing",
    41009: "userid missing",
    41011: "missing agentid",
    41016: "missing title",
    41033: "missing description",
    42001: "access_token expired",
    42014: "invalid task_id",
    42015: "update agent not match",
    42016: "task_id not exist",
    42018: "invalid button key",
    42020: "missing button name",
    42027: "missing Template_Card.horizontal_content_list.keyname",
    42028: "missing Template_Card url",
    42029: "missing Template_Card mediaid",
    42030: "missing Template_Card appid",
    42031: "invalid Template_Card.card_type",
    42033: "missing Template_Card title",
    42035: "invalid Template_Card.horizontal_content_list size",
    42036: "invalid Template_Card.vertical_content_list size",
    42037: "invalid Template_Card.option_list size",
    42038: "invalid Template_Card.button_list.text",
    42039: "invalid Template_Card.button_list.key",
    42040: "invalid Template_Card.option_list.id",
    42041: "invalid Template_Card.option_list.text",
    42042: "invalid Template_Card.jump_list size",
    42043: "invalid Template_Card.question_key",
    42044: "invalid Template_Card.card_image.url",
    42045: "invalid Template_Card.card_action",
    42046: "invalid Template_Card.submit_button.key",
    42047: "invalid Template_Card.select_list size",
    42049: "invalid Template_Card.submit_button.text",
    42050: "invalid Template_Card.horizontal_content_list.userid",
    42051: "Template_Card.action_menu.action_list.key conflict",
    42052: "msgid expired",
    43001: "require GET method",
    43002: "require POST method",
    43012: "callback url not configured",
    44001: "empty media data",
    44004: "text content is empty",
    45001: "media size out of limit",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "api freq out of limit",
    45033: "api concurrent out of limit",
    46003: "menu no exist",
    48002: "api forbidden for no permission",
    60003: "department not found",
    60011: "no privilege to access/modify contact/party/agent",
    60020: "not allow to access from your ip",
    60111: "userid not found",
    60140: "invalid response_code",
    81013: "user & party & tag all invalid",
    82001: "all touser & toparty & totag is empty",
    82002: "too many parties",
    82003: "too many tags",
    82101: "update object empty",
    82102: "update object not in message",
    86001: "invalid chatid",
    86003: "chatid not exist",
    86004: "invalid chat name",
    86005: "invalid chat owner",
    86006: "chat member count out of limit",
    86007: "invalid chat member",
    86201: "missing chatid",
    86204: "missing chat member",
    86207: "owner not in chat members",
    86215: "chatid exist",
    93000: "invalid webhook url",
    93004: "webhook robot stopped",
    93017: "empty content",
    93018: "image size out of limit",
    301002: "not allow operate another agent with this accesstoken",
    301019: "media md5 not match",
}


class WeComError(Exception):
    """``words`` go after the service's own, where it says more; ``extra`` beside errcode and errmsg."""

    def __init__(self, code: int, words: str = "", extra: Json | None = None) -> None:
        super().__init__(f"{code} {WORDS[code]} {words}".strip())
        self.code = code
        self.words = WORDS[code] + (f", {words}" if words else "")
        self.extra = extra or {}

    def shape(self, ip: str) -> Json:
        hint = f"{int(time())}{randbelow(10**15):015d}"
        more = f"more info at https://open.work.weixin.qq.com/devtool/query?e={self.code}"
        said = f"{self.words}, hint: [{hint}], from ip: {ip}, {more}"
        return {"errcode": self.code, "errmsg": said} | self.extra
