"""Changes that colleagues propose to a draft that was shown to them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kariz.events.actions import log
from kariz.pipeline.models import DraftProposal, PipelineDraft
from kariz.pipeline.queries.drafts import visible_drafts
from kariz.records.actions import notifications
from kariz.web.errors import FieldErrors, NotFound, Stale

LONGEST = 2_000


def propose(*, draft: PipelineDraft, text: str, by: Any, stage_key: str = "") -> DraftProposal:
    """Say what should be otherwise. Raises NotFound when the draft is not shown to `by`, FieldErrors."""
    by.require("draft.propose")
    if not visible_drafts(by).filter(pk=draft.pk).exists():
        raise NotFound
    wanted = text.replace("\x00", "").strip()
    if not wanted or len(wanted) > LONGEST:
        raise FieldErrors({"text": [_("Write what should change, in at most 2,000 characters.")]})
    if stage_key and stage_key not in {stage.get("key") for stage in draft.design.get("stages", [])}:
        raise FieldErrors({"stage_key": [_("The draft has no such stage any more.")]})
    with transaction.atomic():
        made = DraftProposal.objects.create(draft=draft, author=by, stage_key=stage_key, text=wanted)
        log.append(
            by=by, verb="draft.proposed", subject=("pipeline_draft", draft.pk), data={"text": wanted[:200]}
        )
        if draft.owner_id != by.pk:
            notifications.send_many(
                users=[draft.owner],
                kind="draft_proposal",
                data={"by": by.name, "text": wanted[:120]},
                url=draft.get_absolute_url(),
            )
    return made


def judge(*, proposal: DraftProposal, accept: bool, by: Any) -> DraftProposal:
    """Accept or decline it; the designer then changes the draft. Raises Stale when it was judged before."""
    by.require("pipeline.design")
    state = DraftProposal.State.ACCEPTED if accept else DraftProposal.State.DECLINED
    with transaction.atomic():
        rows = DraftProposal.objects.filter(pk=proposal.pk, state=DraftProposal.State.OPEN)
        if not rows.update(state=state, judged_by=by):
            raise Stale
        log.append(by=by, verb=f"draft.proposal_{state}", subject=("pipeline_draft", proposal.draft_id))
    proposal.refresh_from_db()
    return proposal
