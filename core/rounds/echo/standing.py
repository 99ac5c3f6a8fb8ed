"""What was said earlier in the round and is not said again (前文保留). Pure."""

from __future__ import annotations

from dataclasses import replace

from core.rounds.model import Answer, Finding, Report


def with_what_stands(finding: Finding, before: Report | None) -> Finding:
    """News about a project does not take back its open problems: they stand until somebody says that they are
    over, or that all is well.

    Args:
        before: what another message or tap said in this round and still counts.
    """
    stood = before.finding.troubles if before else ()
    if before is None or not stood or finding.answer is Answer.NO_CHANGE or finding.is_plain:
        return finding
    named = {one.category for one in finding.problems} | set(finding.resolved)
    left = tuple(one for one in stood if one.category not in named)
    if not left or (finding.problems and not before.finding.problems):
        return finding  # a problem that was tapped is put into words
    answer = Answer.PROBLEM if finding.answer is Answer.ON_TRACK else finding.answer
    return replace(finding, answer=answer, problems=finding.problems + left)
