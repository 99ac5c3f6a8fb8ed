"""A red-head template to start from: the product's own form with the names in their places."""

from __future__ import annotations

from datetime import datetime

from documents.bulletin_docx import AREA, RED, TITLE_LINE
from documents.gongwen import (
    BODY,
    FANG,
    HEADING,
    HEI,
    LINE,
    SMALL,
    SONG,
    TITLE,
    Look,
    Rule,
    add,
    blank,
    saved,
    table,
)


def red_head_sample() -> bytes:
    """The same bytes every time."""
    made = blank()
    add(made, "{{ 发文机关 }}文件", Look(SONG, 24, "center", line=40, before=99, color=RED, on_grid=False))
    head = Look(align="left", before=2 * LINE, tab=AREA - BODY, below=Rule(16, RED, 11))
    add(made, "\u3000{{ 发文字号 }}\t{{ 签发人 }}", head)
    add(made, "{{ 标题 }}", Look(SONG, TITLE, "center", line=TITLE_LINE, before=2 * LINE))
    add(made, "{{ 主送 }}", Look(before=LINE))
    add(made, "{{ 导语 }}")
    add(made, "{%p for 节 in 正文 %}")
    add(made, "{{ 节.标题 }}", HEADING)
    add(made, "{%p for 段 in 节.段落 %}")
    add(made, "{{ 段 }}")
    add(made, "{%p endfor %}")
    add(made, "{%p endfor %}")
    add(made, "各单位排名", Look(HEI, SMALL, "center", before=6, after=3, line=20, on_grid=False))
    rows = (
        ("{%tr for 行 in 排名 %}", "", "", ""),
        ("{{ 行.名次 }}", "{{ 行.单位 }}", "{{ 行.得分 }}", "{{ 行.升降 }}"),
        ("{%tr endfor %}", "", "", ""),
    )
    table(made, ("名次", "单位", "综合得分", "升降"), rows, (2, 6, 3, 3), 12)
    add(made, "{%p for 句 in 结语 %}")
    add(made, "{{ 句 }}")
    add(made, "{%p endfor %}")
    add(made, "{{ 落款 }}", Look(align="right", right=2, before=2 * LINE))
    add(made, "{{ 日期 }}", Look(align="right", right=4))
    add(made, "{{ 抄送 }}", Look(FANG, SMALL, before=LINE))
    add(made, "{{ 印发机关 }}\u3000{{ 印发日期 }}", Look(FANG, SMALL))
    return saved(made, "红头模板", datetime(2026, 1, 1))  # noqa: DTZ001 - the same file every time
