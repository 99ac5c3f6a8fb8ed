"""企业微信: words on its cards, and what somebody must change in its console."""

SENTENCES = {
    "wecom.title": "督办",
    "wecom.choose": "确定",
    "wecom.more": "更多",
    "wecom.done": "已处理",
    "wecom.which": "项目",
    "wecom.by_number": "请回复序号选择，如“1”。",
    "wecom.menu.mine": "我的",
    "wecom.menu.look": "查询",
    "wecom.menu.office": "招商办",
    "trouble.head": "企业微信暂时发不出消息（错误{number}）。积压的消息在问题解决后自动补发。",
    "trouble.untrusted": "企业微信不接受本机的地址{address}。请企业微信管理员在“应用管理—本应用—企业可信IP”中加入它，约1分钟后生效。",
    "trouble.credentials": "企业ID或应用Secret不正确。请系统维护人员核对 DUBAN_WECOM__CORP_ID 和 DUBAN_WECOM__SECRET。",
    "trouble.agent": "应用已停用、长期未用被收回权限，或应用编号不符。请管理员在“应用管理”中启用应用，并核对 DUBAN_WECOM__AGENT_ID。",
    "trouble.range": "应用没有这项权限。请管理员检查应用的可见范围；应用群聊要求可见范围为全公司。",
    "trouble.callback": "应用还没有设置接收消息服务器，不能发送带按钮的卡片。请管理员在“接收消息—设置API接收”中填写回调地址。",
    "trouble.robot": "群里的消息推送（机器人）已被停用或移出。请在群里重新添加，并更新 DUBAN_WECOM__ROBOTS。",
}
