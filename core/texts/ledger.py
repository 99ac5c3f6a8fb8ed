"""What the office is told about its ledger: each sentence says what is odd and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from core.roster.ledger import FindingKind as Kind
from core.roster.ledger import LedgerFault, LedgerRefused, Severity

_FINDINGS: dict[Kind, str] = {
    Kind.APPROXIMATE: "“{said}”是约数，按{value}读入，请核实准确数。",
    Kind.TWO_NUMBERS: "“{said}”中有多个数，取第一个，读作{value}，请核实。",
    Kind.UNIT_ASSUMED: "“{said}”一列未注明单位，按{unit}读入，请在表头注明单位。",
    Kind.UNIT_DOUBTFUL: "表头单位是{unit}，填写的是“{said}”，数额异常，读作{value}，请核实单位。",
    Kind.FOREIGN_MONEY: "“{said}”是外币，系统不换算，此项未读入，请按人民币填写。",
    Kind.NEGATIVE: "“{said}”是负数，已按{value}读入，请核实。",
    Kind.PENDING: "“{said}”按未填处理，确定后请补填。",
    Kind.BAD_MONEY: "“{said}”不是可识别的金额，此项未读入，请改为数字，如 8.47亿元。",
    Kind.MERGED_MONEY: "金额单元格与上一行合并，无法确定属于本行的数，此项未读入，请逐行填写。",
    Kind.BAD_DATE: "“{said}”不是可识别的日期，此项未读入，请改为如 2026年6月 或 2026-06-05。",
    Kind.INVALID_DAY: "“{said}”没有这一天，只取年月，读作{value}，请核实。",
    Kind.YEAR_ASSUMED: "“{said}”没有写年份，按{value}读入，请核实。",
    Kind.YEAR_MISSING: "“{said}”没有写年份，表中也没有截至日期可供参照，此项未读入，请补年份。",
    Kind.AMBIGUOUS_DATE: "“{said}”可能是1月也可能是10月，或日期格式有误，读作{value}，请核实。",
    Kind.VAGUE_DATE: "“{said}”是概数，读作{value}，请核实。",
    Kind.DATE_SERIAL: "单元格显示为数字{said}，按日期读作{value}，请把单元格设为日期格式。",
    Kind.DATE_WORDS: "“{said}”含有日期以外的文字，日期读作{value}。",
    Kind.BAD_STAGE: "项目阶段“{said}”不在规定的七个阶段内，{outcome}，请核实。",
    Kind.BAD_FLAG: "“{said}”看不出是或否，此项未读入，请填“是”或“否”。",
    Kind.BAD_PERCENT: "“{said}”不是 0 到 100 之间的百分数，{outcome}，请核实。",
    Kind.BAD_LEADER: "“{said}”中没有认出姓名，请只填姓名，多人用顿号分开。",
    Kind.LEADER_GUESSED: "“{said}”中的{value}是推断出的姓名，请核实。",
    Kind.LEADER_UNKNOWN: "{value}不在“包抓领导”表中，请核对姓名或补充该表。",
    Kind.BAD_PHONE: "“{said}”不是可识别的电话号码，已原样保留，请核实。",
    Kind.COUNTY_GUESSED: "属地为空，按所在分组读作{value}，请核实。",
    Kind.CELL_ERROR: "单元格内容无法读取（{said}），此项未读入，请检查公式或重新填写。",
    Kind.FORMULA: "单元格是公式但没有保存计算结果，此项未读入，请用表格软件打开后保存，或改填数值。",
    Kind.NO_NAME: "本行填有内容但项目名称为空，整行未读入，请补填项目名称。",
    Kind.BAD_ROW: "本行无法读取（{said}），整行未读入，其他行不受影响，请检查后重新导入。",
    Kind.DUPLICATE: "“{said}”疑似与第{row}行{value}重复，两行都已读入，请核实后删去一行。",
    Kind.HIDDEN_ROW: "第{said}行是隐藏行，已照常读入，请核实是否应保留。",
    Kind.HIDDEN_COLUMN: "“{said}”是隐藏列，已照常读入。",
    Kind.COLUMN_TWICE: "“{said}”与前面的列含义相同，只读前一列，请核实。",
    Kind.COLUMN_GUESSED: "表头“{said}”含义不够明确，按“{value}”读入，请核实。",
    Kind.COLUMN_MISSING: "台账中没有“{value}”一列，该项留空。",
    Kind.OTHER_SHEET: "工作表“{said}”也像台账，没有读取；本次读取的是“{value}”。需要时请指定工作表。",
    Kind.ACTIVE_CONTENT: "文件带有{said}，系统不执行、不连接，只读取单元格中的值。",
}

_FAULTS: dict[LedgerFault, str] = {
    LedgerFault.NOT_XLSX: "这不是 .xlsx 文件。如果是 .xls 或 .et，请用表格软件另存为 .xlsx 后再发。",
    LedgerFault.TOO_BIG: "文件过大，超过 10 MB。请删去图片和多余的工作表后再发。",
    LedgerFault.ZIP_BOMB: "文件展开后异常庞大，为安全起见没有打开。请新建表格，把台账复制过去后再发。",
    LedgerFault.BROKEN: "文件已损坏或内容不合规范，无法打开。请用表格软件打开并另存一份后再发。",
    LedgerFault.NO_LEDGER_SHEET: "没有找到台账表头。表头须含“项目名称”和至少三个台账栏目，且在前 30 行之内。",
    LedgerFault.LOCKED: "文件设有打开密码。请取消密码后再发。",
    LedgerFault.TOO_MANY_ROWS: "行数超过 20000 行。请删去无关的行，或分次导入。",
    LedgerFault.TOO_MANY_COLUMNS: "列数超过 200 列。请删去无关的列后再发。",
    LedgerFault.TOO_SLOW: "读取用时过长或占用内存过多，已停止。请删去无关内容后再发。",
}


def finding_text(kind: Kind, severity: Severity, facts: Mapping[str, str]) -> str:
    """The sentence for one finding; long cell texts are cut."""
    said = facts.get("said", "")
    shown = said if len(said) <= 40 else said[:39] + "…"
    outcome = f"读作{facts.get('value', '')}" if severity is Severity.GUESSED else "此项未读入"
    words = {
        "value": "",
        "unit": "",
        "row": "",
        "outcome": outcome,
        **facts,
        "said": shown.replace("\n", " "),
    }
    return _FINDINGS[kind].format_map(words)


def ledger_refusal_text(refused: LedgerRefused) -> str:
    return _FAULTS[refused.reason]
