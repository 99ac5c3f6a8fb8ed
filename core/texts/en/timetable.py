"""What happens when."""

SENTENCES = {
    "timetable.product_due": "{name} ({period}): please finish by {deadline}: {products}.",
    "timetable.product_after": "{name} ({period}) has closed; please prepare from it: {products}.",
    "product.card_round": "progress round",
    "product.bulletin": "bulletin",
    "product.meeting_pack": "meeting papers",
    "product.news": "news of the work",
    "product.site_visit": "site visits",
    "product.inspection": "inspection",
    "product.score": "assessment and ranking",
    "product.annual": "papers of the annual assessment",
}
