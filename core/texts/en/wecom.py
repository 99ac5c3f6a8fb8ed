"""WeCom: words on its cards, and what somebody must change in its console."""

SENTENCES = {
    "wecom.title": "Supervision",
    "wecom.choose": "OK",
    "wecom.more": "More",
    "wecom.done": "Done",
    "wecom.which": "Project",
    "wecom.by_number": "Reply with the number of your choice, such as 1.",
    "wecom.menu.mine": "Mine",
    "wecom.menu.look": "Look up",
    "wecom.menu.office": "Office",
    "trouble.head": "WeCom takes no messages at the moment (error {number}). What has piled up leaves by itself once this is mended.",
    "trouble.untrusted": "WeCom does not accept this machine's address {address}. An administrator adds it in the application's page under trusted IPs; it takes about a minute.",
    "trouble.credentials": "The corporation's id or the application's secret is wrong. Check DUBAN_WECOM__CORP_ID and DUBAN_WECOM__SECRET.",
    "trouble.agent": "The application is switched off, lost its permission after long disuse, or has another number. Switch it on and check DUBAN_WECOM__AGENT_ID.",
    "trouble.range": "The application may not do this. Check its visible range; groups of the application need the whole corporation.",
    "trouble.callback": "No callback address is set, so cards with buttons are refused. Enter it under the application's API receiving.",
    "trouble.robot": "The group's robot was stopped or removed. Add it to the group again and update DUBAN_WECOM__ROBOTS.",
}
