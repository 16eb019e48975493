"""The eight-stage pipeline that the builder offers, as a design: plain data in the shape of a draft.

A design is {"template" | "name", "stages": [{"key", "id"?, "name", "template", "segment", "prior",
"expected_conversion", "won_on_leaving", "holds_won", "advances_itself", "activities": [...], "criteria": [...]}]}.
"""

from __future__ import annotations

from typing import Any

Design = dict[str, Any]


def _activity(key: str, kind: str, days: int) -> Design:
    return {"template": key, "kind": kind, "due_in_days": days}


def _criterion(key: str, kind: str, policy: str = "block", /, **params: Any) -> Design:
    return {"template": key, "kind": kind, "policy": policy, "params": params}


def _stage(
    key: str,
    segment: str,
    conversion: int,
    prior: int,
    activities: list[Design],
    criteria: list[Design],
    **flags: bool,
) -> Design:
    return {
        "template": key,
        "segment": segment,
        "expected_conversion": conversion,
        "prior": prior,
        "won_on_leaving": False,
        "holds_won": False,
        "advances_itself": False,
        **flags,
        "activities": activities,
        "criteria": criteria,
    }


def default_design() -> Design:
    """A fresh copy of the template; conversions and prior odds are its documented starting values, in percent."""
    return {
        "template": "pipeline",
        "stages": [
            _stage(
                "prospecting",
                "generation",
                30,
                2,
                [
                    _activity("research", "task", 1),
                    _activity("first_touch", "call", 1),
                    _activity("second_channel", "message", 4),
                ],
                [_criterion("matches_icp", "box", "warn"), _criterion("positive_reply", "positive_reply")],
            ),
            _stage(
                "qualification",
                "generation",
                50,
                7,
                [_activity("complete_facts", "task", 1), _activity("review_score", "task", 2)],
                [_criterion("score_reviewed", "box"), _criterion("decision_role", "decision_role")],
            ),
            _stage(
                "discovery",
                "generation",
                60,
                14,
                [
                    _activity("schedule_call", "task", 1),
                    _activity("hold_call", "call", 3),
                    _activity("write_learned", "task", 4),
                ],
                [_criterion(key, "box") for key in ("budget", "authority", "need", "timeline")],
            ),
            _stage(
                "presentation",
                "nurturing",
                65,
                24,
                [
                    _activity("map_committee", "task", 1),
                    _activity("prepare_presentation", "task", 3),
                    _activity("hold_presentation", "presentation", 5),
                    _activity("send_material", "email", 6),
                ],
                [
                    _criterion(
                        "presented",
                        "activity_done",
                        kind="presentation",
                        result="",
                        participants="decision_makers",
                    )
                ],
            ),
            _stage(
                "proposal",
                "nurturing",
                70,
                37,
                [
                    _activity("write_proposal", "task", 2),
                    _activity("send_proposal", "email", 3),
                    _activity("ask_reaction", "call", 5),
                ],
                [
                    _criterion("proposal_sent", "box"),
                    _criterion("amount_filled", "field_filled", field="amount"),
                    _criterion("close_date_filled", "field_filled", field="expected_close"),
                ],
            ),
            _stage(
                "negotiation",
                "closing",
                75,
                53,
                [_activity("answer_objections", "call", 2), _activity("agree_terms", "meeting", 4)],
                [_criterion("agreement", "box"), _criterion("no_obstacle", "no_open_obstacle")],
            ),
            _stage(
                "signing",
                "closing",
                85,
                75,
                [_activity("send_contract", "email", 1), _activity("follow_signatures", "call", 3)],
                [_criterion("contract_file", "file_attached"), _criterion("contract_signed", "box")],
                won_on_leaving=True,
            ),
            _stage(
                "post_purchase",
                "closing",
                100,
                100,
                [
                    _activity("hand_over", "meeting", 2),
                    _activity("first_invoice", "task", 2),
                    _activity("welcome", "email", 1),
                    _activity("ask_satisfaction", "call", 20),
                ],
                [_criterion("handed_over", "box")],
                holds_won=True,
            ),
        ],
    }
