"""Texts of the template that Kariz offers, by key: shown in the reader's language until renamed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kariz.localisation.said import of

TEXTS: dict[str, Any] = {
    "pipeline": _("Sales pipeline"),
    # stages
    "prospecting": _("Prospecting"),
    "qualification": _("Lead qualification"),
    "discovery": _("Discovery call"),
    "presentation": _("Sales presentation"),
    "proposal": _("Proposal"),
    "negotiation": _("Negotiation or commitment"),
    "signing": _("Contract signing"),
    "post_purchase": _("Post-purchase"),
    # activities
    "research": _("Research the company against the ideal customer"),
    "first_touch": _("First touch"),
    "second_channel": _("Try a second channel"),
    "complete_facts": _("Complete the facts of person and company"),
    "review_score": _("Review the score"),
    "schedule_call": _("Schedule the discovery call"),
    "hold_call": _("Hold the discovery call by the script"),
    "write_learned": _("Write down what was learned"),
    "map_committee": _("Map the buying committee"),
    "prepare_presentation": _("Prepare the presentation"),
    "hold_presentation": _("Hold the presentation or demo"),
    "send_material": _("Send the material"),
    "write_proposal": _("Write the proposal for this customer"),
    "send_proposal": _("Send the proposal"),
    "ask_reaction": _("Ask for a first reaction"),
    "answer_objections": _("Answer the objections"),
    "agree_terms": _("Agree scope, price and timeline"),
    "send_contract": _("Send the contract"),
    "follow_signatures": _("Follow up the signatures"),
    "hand_over": _("Hand over to customer service"),
    "first_invoice": _("Send the first invoice"),
    "welcome": _("Welcome the customer"),
    "ask_satisfaction": _("Ask how satisfied they are"),
    # criteria
    "matches_icp": _("Matches the ideal customer at least in part"),
    "positive_reply": _("A positive reply is recorded"),
    "score_reviewed": _("The score is at or above the threshold"),
    "decision_role": _("The decision role is known"),
    "budget": _("Budget is known"),
    "authority": _("We talk to someone with authority"),
    "need": _("The need is real"),
    "timeline": _("The timeline is known"),
    "presented": _("Presentation held with the decision makers taking part"),
    "proposal_sent": _("Proposal sent and seen"),
    "amount_filled": _("The amount is filled"),
    "close_date_filled": _("The expected close date is filled"),
    "agreement": _("The agreement is recorded, spoken or written"),
    "no_obstacle": _("No obstacle is open"),
    "contract_file": _("The signed contract is attached"),
    "contract_signed": _("The contract is signed"),
    "handed_over": _("The hand-off is accepted"),
    # reasons for a loss
    "lost_price": _("Price"),
    "lost_competitor": _("Chose a competitor"),
    "lost_no_need": _("No need"),
    "lost_no_budget": _("No budget"),
    "lost_no_answer": _("No answer"),
    "lost_unqualified": _("Did not qualify"),
    "lost_timing": _("Bad timing"),
    "lost_other": _("Other"),
}

LOST_REASONS = [key for key in TEXTS if key.startswith("lost_")]


def text_of(key: str) -> str:
    """The text of `key` in the active language, which remembers what it is in others; empty when there is none."""
    return of(TEXTS.get(key, ""))
