"""Kinds of criteria: each is registered by name, here or by an area above, and judges one deal's facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kariz.localisation import said
from kariz.people.models import Band
from kariz.pipeline.models import Activity, CommitteeMember, Criterion
from kariz.pipeline.rules.facts import DealFacts
from kariz.records.custom import definitions
from kariz.records.custom.values import PREFIX
from kariz.records.models import CustomField
from kariz.rules.conditions import parse
from kariz.rules.errors import RuleError
from kariz.rules.explain import explain

MATCHES = "matches_profile"
"""The kind that asks whether the deal's company matches the ideal customer."""
Check = Callable[[DealFacts, dict[str, Any], Criterion], bool]
Describe = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class CriterionKind:
    """`params` names what the editor asks for; `fix` says which control of the deal page mends it.

    `replaces` lists template keys of simpler criteria for which this kind is offered as the better one.
    """

    name: str
    label: Any
    check: Check
    describe: Describe
    params: tuple[str, ...] = ()
    fix: str = ""
    replaces: tuple[str, ...] = ()


_kinds: dict[str, CriterionKind] = {}


def register_kind(kind: CriterionKind) -> None:
    _kinds[kind.name] = kind


def kind_named(name: str) -> CriterionKind | None:
    return _kinds.get(name)


def kinds() -> dict[str, CriterionKind]:
    return dict(_kinds)


def better_kinds(template: str) -> list[CriterionKind]:
    """Kinds that came later and would serve better than the template criterion `template`."""
    return [kind for kind in _kinds.values() if template in kind.replaces]


def params_problem(kind: CriterionKind, params: dict[str, Any]) -> Any:
    """Why `params` cannot be taken, or None."""
    if "field" in kind.params and params.get("field") not in fillable():
        return _("Choose a field.")
    if kind.name == "activity_done" and params.get("kind") not in Activity.Kind.values:
        return _("Choose a kind of activity.")
    roles = params.get("roles", [])
    if "roles" in kind.params and not (roles and set(roles) <= set(CommitteeMember.Role.values)):
        return _("Choose at least one role.")
    amount = params.get("amount", 0)
    if "amount" in kind.params and not (isinstance(amount, int) and amount >= 0):
        return _("The amount must be zero or more.")
    if "rule" in kind.params:
        return _rule_problem(params.get("rule"))
    return None


def _rule_problem(rule: Any) -> Any:
    try:
        parse(rule or {}, subject="deal")
    except RuleError as error:
        return error.message
    return None


def is_met(facts: DealFacts, criterion: Criterion) -> bool:
    """A criterion whose kind is unknown (an area was removed) is not met: the gate stays shut."""
    kind = _kinds.get(criterion.kind)
    return kind is not None and kind.check(facts, criterion.params, criterion)


def text_of(criterion: Criterion) -> str:
    """What must be true, in the reader's language; it remembers what it is in others."""
    kind = _kinds.get(criterion.kind)
    return said.of(criterion.title or (kind.describe(criterion.params) if kind else criterion.kind))


FILLABLE = {
    "amount": _("Amount"),
    "expected_close": _("Expected close date"),
    "company_id": _("Company"),
    "contact_id": _("Contact"),
    "owner_id": _("Owner"),
    "channel": _("Channel"),
    "notes": pgettext_lazy("field", "Notes"),
}


def fillable() -> dict[str, Any]:
    """{name: label} of all that can be filled on a deal, the company's own fields after the others."""
    return FILLABLE | {field.name: field.label for field in definitions.of("deal").values()}


def asks_for(field: CustomField) -> list[str]:
    """The stages in use that ask for a custom field, by their titles."""
    if field.subject != "deal":
        return []
    asking = Criterion.objects.filter(kind="field_filled", params__field=field.name, retired_at=None)
    return [str(one.stage.title) for one in asking.select_related("stage") if not one.stage.retired]


def box_key(criterion: Criterion) -> str:
    """A box keeps its tick when the criterion is edited, and the template's when the pipeline is remade."""
    return criterion.template or f"c{criterion.pk}"


def _field_filled(facts: DealFacts, params: dict[str, Any], _criterion: Criterion) -> bool:
    name = str(params.get("field", ""))
    if name.startswith(PREFIX):
        return facts.deal.custom.get(name.removeprefix(PREFIX)) not in (None, "", [])
    return name in FILLABLE and facts.value(name) not in (None, "")


def _box(facts: DealFacts, _params: dict[str, Any], criterion: Criterion) -> bool:
    return facts.ticked(box_key(criterion))


def _activity_done(facts: DealFacts, params: dict[str, Any], _criterion: Criterion) -> bool:
    kind, result = params.get("kind", ""), params.get("result", "")
    fitting = [done for done in facts.done if done.kind == kind and (not result or done.result == result)]
    if params.get("participants") != "decision_makers":
        return bool(fitting)
    deciders = facts.deciders
    return bool(deciders) and any(deciders <= done.participants for done in fitting)


def _positive_reply(facts: DealFacts, _params: dict[str, Any], _criterion: Criterion) -> bool:
    return any(done.result == Activity.Result.POSITIVE for done in facts.done)


def _decision_role(facts: DealFacts, _params: dict[str, Any], _criterion: Criterion) -> bool:
    return bool(facts.deciders)


def _committee_has(facts: DealFacts, params: dict[str, Any], _criterion: Criterion) -> bool:
    return set(params.get("roles", ())) <= {role for _contact, role in facts.committee}


def _no_open_obstacle(facts: DealFacts, _params: dict[str, Any], _criterion: Criterion) -> bool:
    return facts.deal.open_obstacles == 0


def _file_attached(facts: DealFacts, _params: dict[str, Any], _criterion: Criterion) -> bool:
    return facts.has_file


def _amount_at_least(facts: DealFacts, params: dict[str, Any], _criterion: Criterion) -> bool:
    return facts.deal.amount is not None and facts.deal.base_amount >= int(params.get("amount", 0))


def _matches(facts: DealFacts, _params: dict[str, Any], _criterion: Criterion) -> bool:
    """Where nobody described an ideal customer there is nothing to match, and no deal waits for it."""
    if band := facts.fit_band:
        return band in (Band.STRONG, Band.PARTIAL)
    return not facts.read.ideal_described


def waits_for_profile(facts: DealFacts, criterion: Criterion) -> bool:
    """Does it ask for a match with an ideal customer whom nobody has described?"""
    kind = _kinds.get(MATCHES)
    asks = criterion.kind == MATCHES or (kind is not None and criterion.template in kind.replaces)
    return asks and not facts.read.ideal_described


def _rule(facts: DealFacts, params: dict[str, Any], _criterion: Criterion) -> bool:
    """A rule that cannot be read any more (its field was removed) is not met."""
    try:
        rule = parse(params.get("rule", {}), subject="deal")
    except RuleError:
        return False
    return explain(rule, facts.deal, subject="deal").met


def _describe_roles(params: dict[str, Any]) -> str:
    names = [CommitteeMember.Role(role).label for role in params.get("roles", ())]
    return said.gettext("The buying committee has: %(roles)s") % {"roles": names}


def _describe_field(params: dict[str, Any]) -> str:
    name = str(params.get("field", ""))
    known = fillable() if name.startswith(PREFIX) else FILLABLE
    return said.gettext("Filled: %(field)s") % {"field": known.get(name, "")}


def _describe_activity(params: dict[str, Any]) -> str:
    return said.gettext("Done: %(kind)s") % {"kind": Activity.Kind(params.get("kind", "task")).label}


def _says(text: Any) -> Describe:
    return lambda _params: said.of(text)


def register_own_kinds() -> None:
    """The kinds that the pipeline brings itself."""
    for kind in (
        CriterionKind(
            "field_filled",
            _("A field is filled"),
            _field_filled,
            _describe_field,
            ("field",),
            "field",
        ),
        CriterionKind("box", _("A box is ticked"), _box, _says(_("Box ticked")), (), "box"),
        CriterionKind(
            "activity_done",
            _("An activity is done"),
            _activity_done,
            _describe_activity,
            ("kind", "result", "participants"),
            "activity",
        ),
        CriterionKind(
            "positive_reply",
            _("A positive reply is recorded"),
            _positive_reply,
            _says(_("A positive reply is recorded")),
            (),
            "activity",
        ),
        CriterionKind(
            "decision_role",
            _("The decision maker is known"),
            _decision_role,
            _says(_("The decision maker is known")),
            (),
            "committee",
        ),
        CriterionKind(
            "committee_has",
            _("The buying committee has roles"),
            _committee_has,
            _describe_roles,
            ("roles",),
            "committee",
        ),
        CriterionKind(
            "no_open_obstacle",
            _("No obstacle is open"),
            _no_open_obstacle,
            _says(_("No obstacle is open")),
            (),
            "obstacle",
        ),
        CriterionKind(
            "file_attached",
            _("A file is attached"),
            _file_attached,
            _says(_("A file is attached")),
            (),
            "file",
        ),
        CriterionKind(
            "amount_at_least",
            _("The amount is at least"),
            _amount_at_least,
            _says(_("The amount is high enough")),
            ("amount",),
            "field",
        ),
        CriterionKind(
            MATCHES,
            _("The company matches the ideal customer"),
            _matches,
            _says(_("The company matches the ideal customer at least in part")),
            (),
            "fit",
            ("matches_icp",),
        ),
        CriterionKind("rule", _("Any rule"), _rule, _says(_("The rule holds")), ("rule",), "field"),
    ):
        register_kind(kind)
