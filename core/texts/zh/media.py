"""Photos, voice messages and videos."""

SENTENCES = {
    "receipt.voice": "语音已保存，但暂不能识别内容。请点卡片上的按钮，或发一句文字。",
    "media.photo": "照片",
    "media.video": "视频",
    "media.voice": "语音",
    "media.file": "文件",
    "media.numbered": "附件{n}",
    "media.kept": "{what}已收到，随本期调度保存。{what}不是必需的；进展请点卡片上的按钮，或发一句文字。",
    "media.added": "{what}已收到，附在您对“{names}”的填报中。",
    "media.mark": "（附{what}）",
    "media.n.photo": "照片{n}张",
    "media.n.voice": "语音{n}段",
    "media.n.video": "视频{n}段",
    "media.n.file": "文件{n}个",
    "media.from": "{project}　{by}　{at}",
    "media.none": "没有附件。",
    "media.elsewhere": "附件发在另一个聊天平台，请到那里查看。",
    "button.media": "查看附件（{n}）",
}
