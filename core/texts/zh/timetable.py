"""What happens when."""

SENTENCES = {
    "timetable.product_due": "{name}（{period}）：请于{deadline}前完成{products}。",
    "timetable.product_after": "{name}（{period}）已截止，请据此准备{products}。",
    "product.card_round": "项目调度",
    "product.bulletin": "通报",
    "product.meeting_pack": "调度会材料",
    "product.news": "工作动态",
    "product.site_visit": "实地调研",
    "product.inspection": "督查",
    "product.score": "综合考核排名",
    "product.annual": "年度考核材料",
}
