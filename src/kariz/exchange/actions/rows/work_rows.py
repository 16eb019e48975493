"""Users, products, product lines, activities and notes of a chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kariz.access.actions import named
from kariz.access.models import User
from kariz.exchange.actions.at_work import existing
from kariz.exchange.actions.at_work.context import Context, Result
from kariz.exchange.actions.rows import deal_lines, follow_ups, open_then, whom_they_name
from kariz.exchange.actions.rows.links import Links, links_of
from kariz.exchange.actions.rows.next_steps import FIELDS
from kariz.exchange.models import ImportRow
from kariz.localisation.said import gettext as _
from kariz.pipeline.actions import activity_batches, lines, products
from kariz.pipeline.models import Activity, Deal, Product
from kariz.reading.cells.kinds_of_work import kind_of
from kariz.reading.cells.values import same_name
from kariz.reading.rows.work_rows import NAME
from kariz.reading.shapes import kariz
from kariz.records.actions import comment_batches
from kariz.records.actions.comments import LONGEST
from kariz.web.errors import DomainError, Stale

CREATED = ImportRow.Action.CREATED
LONGEST_NAME = 60
"""Letters of whom a step is for, in its name."""


def fresh_rows(results: Sequence[Result], context: Context) -> list[Result]:
    """Rows whose own number nobody has here yet; the others are there already."""
    new = []
    for result in results:
        key = result.draft.values.get("external_id", "")
        state = context.refs.state(context.own, key) if key else ""
        if state == "gone":
            result.skip(_("This is in the bin; restore it there."))
            result.binned = True
        elif state:
            result.skip(_("This already exists."), context.own, context.refs.id(context.own, key))
        else:
            new.append(result)
    return new


def made_of_row(result: Result, pk: int, context: Context) -> None:
    result.end(CREATED, context.own, pk)
    context.refs.link(context.own, result.draft.values.get("external_id", ""), pk, result.draft.fingerprint)


# Users


def write_users(results: Sequence[Result], context: Context) -> None:
    """People of the house by e-mail, then by name; who is missing becomes a name without sign-in."""
    # A name that was taken back is nobody any more.
    there = User.objects.exclude(is_active=False, email=None)
    everybody = list(there.order_by("-is_active", "-id"))
    by_email = {user.email: user for user in reversed(everybody) if user.email}
    by_name = {same_name(user.name): user for user in reversed(everybody)}
    for result in results:
        values = result.draft.values
        name = values.get("owner", "") or values.get("email", "")
        found = by_email.get(values.get("email", "").lower()) or by_name.get(same_name(name))
        if found is not None:
            result.skip(_("This already exists."), "user", found.pk)
        elif not context.by.can("user.name_seller"):
            result.refuse(_("You may not add colleagues."), "owner")
            continue
        else:
            found = named.name_seller(by=context.by, name=name)
            by_name[same_name(name)] = found
            result.end(CREATED, "user", found.pk)
        context.refs.link("user", values.get("external_id", ""), found.pk, result.draft.fingerprint)


# Products and product lines


def write_products(results: Sequence[Result], context: Context) -> None:
    """Products by number, code, then name; variants of one code are one product."""
    if not context.by.can("product.change"):
        for result in results:
            result.refuse(_("You may not change products."))
        return
    for result in results:
        values = result.draft.values
        key = values.get("external_id", "")
        known = context.products.known(key, values.get("product_code", ""), values.get("product", ""))
        if known is not None:
            _existing_product(result, known, context)
        elif "product" not in values:
            result.refuse(_("The row has no product name."), "product")
        else:
            try:
                made = _new_product(values, context)
            except DomainError as error:
                result.refuse(next(iter(error.errors.values()), [str(error)])[0], "product")
                continue
            context.products.keep(made)
            made_of_row(result, made.pk, context)


def _new_product(values: dict[str, Any], context: Context) -> Product:
    product = products.bring(
        by=context.by,
        name=values["product"],
        code=values.get("product_code", ""),
        unit=values.get("product_unit", ""),
        price=values.get("unit_price"),
        currency=values.get("currency", context.settings.currency),
    )
    if values.get("in_use") == "no":
        product = products.change(product=product, by=context.by, version=product.version, retired=True)
    return product


def _existing_product(result: Result, product: Product, context: Context) -> None:
    values = result.draft.values
    given = {
        name: values[key]
        for name, key in (("price", "unit_price"), ("unit", "product_unit"), ("code", "product_code"))
        if key in values and getattr(product, name) in (None, "")
    }
    coded = bool(product.code) and same_name(values.get("product_code", "")) == same_name(product.code)
    mine = coded or context.refs.id("product", values.get("external_id", "")) == product.pk
    if mine and context.settings.existing == "update":
        given |= {
            name: values[key]
            for name, key in (("name", "product"), ("price", "unit_price"), ("unit", "product_unit"))
            if key in values and values[key] != getattr(product, name)
        }
    if given:
        try:
            product = products.change(product=product, by=context.by, version=product.version, **given)
        except Stale:
            product.refresh_from_db()
        context.products.keep(product)
        result.end(ImportRow.Action.UPDATED, "product", product.pk)
    else:
        result.skip(_("This already exists."), "product", product.pk)
    context.refs.link("product", values.get("external_id", ""), product.pk, result.draft.fingerprint)


def write_lines(results: Sequence[Result], context: Context) -> None:
    """Lines of deals; what a deal is worth stays what its own row says."""
    links = links_of(results, context)
    context.refs.ask("product", [result.draft.values.get("product_ref", "") for result in results])
    found = {one.deal.pk: one.deal for one in links.values() if one.deal}
    fresh = deal_lines.brought(found, context, with_set=True) - set(deal_lines.lines_of(found))
    pairs, there = [], []
    for result in results:
        deal = links[result.draft.number].deal
        if deal is None:
            result.refuse(_("There is no such deal here."), "deal_ref")
        elif not context.by.can("deal.change", deal):
            # Who sees a colleague's deal may not yet say what it sells.
            result.refuse(_("You may not change this deal."), "deal_ref")
        elif result.draft.values.get("currency", deal.currency) != deal.currency:
            result.refuse(_("The amount is in another currency."), "currency")
        elif deal.pk in fresh:
            pairs.append((deal, line_of(result, context)))
            result.end(ImportRow.Action.UPDATED, "deal", deal.pk)
        elif existing.changes(context) or not result.before:
            there.append((result, deal, line_of(result, context)))
        else:
            result.skip(result.before, "deal", deal.pk)
    if pairs:
        lines.add_lines(pairs=pairs, by=context.by)
    deal_lines.change(there, context)


def line_of(result: Result, context: Context) -> lines.NewLine:
    values = result.draft.values
    # What is no product in the installation that exported it is none here.
    ours = context.settings.source == kariz.SHAPE.name
    free = ours and "product_ref" not in values
    product = None
    if not free:
        product = context.products.known(
            values.get("product_ref", ""), values.get("product_code", ""), values.get("product", "")
        )
    name = values.get("product", "") or values.get("product_code", "") or values.get("product_ref", "")
    if product is None and values.get("product") and not free:
        product = context.products.named(name)
    price = values.get("unit_price")
    if price is None:
        price = product.price if product and product.price is not None else 0
    return lines.NewLine(
        title=name if ours else product.name if product else name,
        unit_price=price,
        quantity=values.get("quantity", Decimal(1)),
        discount=values.get("discount", Decimal(0)),
        product=product,
    )


# Activities and notes


def write_activities(results: Sequence[Result], context: Context) -> None:
    """Done ones with their day and result, open ones with the day on which they are due, and what is to follow."""
    fresh = fresh_rows(_not_ours(results, context), context)
    links = links_of(fresh, context)
    fresh = [result for result in fresh if _allowed(result, links[result.draft.number], context)]
    about = open_then.find(fresh, links, context)
    whom_they_name.find(fresh, links, about)
    news = [_new_activity(result, links[result.draft.number], about, context) for result in fresh]
    for result, activity in zip(fresh, activity_batches.bring_in(news=news, by=context.by), strict=True):
        made_of_row(result, activity.pk, context)
    following = [result for result in fresh if FIELDS & set(result.draft.values)]
    follow_ups.bring(
        [(result, next_of(result, links[result.draft.number], context)) for result in following],
        links,
        context,
    )


def _not_ours(results: Sequence[Result], context: Context) -> list[Result]:
    """The rows without those of an export of ours, whose activities are here: they stay as they are."""
    ids = {result.draft.values["id"] for result in results if "id" in result.draft.values}
    here = Activity.objects.visible_to(context.by).filter(deleted_at=None).in_bulk(ids) if ids else {}
    for result in results:
        values = result.draft.values
        if "id" not in values:
            continue
        activity = here.get(values["id"])
        if activity is None:
            result.refuse(_("There is no such record, or you may not see it."), "id")
            continue
        # A step without a name of its own is called in the language of who reads it.
        named = activity.name and values["name"] != activity.name.strip()
        if named or values["over"] != bool(activity.done_at):
            text = _("This row says something else than what is here, which stays as it is.")
            result.draft.warn("", text, stays=True)
        result.skip(_("This already exists."), "activity", activity.pk)
    return [result for result in results if not result.action]


def _allowed(result: Result, one: Links, context: Context) -> bool:
    if one.deal is not None and not context.by.can("activity.create", one.deal):
        result.refuse(_("You may not add anything to this deal."), "deal_ref")
    elif one.subject is None and not result.action:
        result.draft.warn(
            "", _("It belongs to no deal, person or company that is here; it stands by itself.")
        )
    return not result.action


def _new_activity(
    result: Result, one: Links, about: Mapping[int, Deal], context: Context
) -> activity_batches.NewActivity:
    values = result.draft.values
    due, done = values.get("due_at"), values.get("done_at")
    ours = context.settings.source == kariz.SHAPE.name
    return activity_batches.NewActivity(
        kind=values["kind"],
        name=values["name"],
        of_stage=context.processes_there.step(values["name"], values.get("planned_in", ""), one.deal),
        deal=one.deal or about.get(result.draft.number),
        contact=one.contact,
        company=one.company,
        owner=context.sellers.of(result.draft),
        due_at=context.at(due) if due else None,
        all_day=not hasattr(due, "hour"),
        done_at=(context.at(done) if done else context.now) if values["over"] else None,
        result=values.get("result", ""),
        notes="\n".join(filter(None, [values.get("notes", ""), *result.draft.remarks])),
        participants=[*([one.contact] if one.contact and not ours else []), *one.participants],
    )


def next_of(result: Result, one: Links, context: Context) -> activity_batches.NewActivity:
    """What is to follow a call or meeting, with the same people and the same owner. Where nobody is known, it says whom
    the row names."""
    values = result.draft.values
    text, day = values.get("next_step", ""), values.get("next_step_on")
    name = text or str(_("Follow up"))
    if one.subject is None and (said := _whom(result)):
        name = f"{name[: NAME - len(said) - 3].strip()} – {said}"
    told = [] if one.contact else result.draft.remarks
    return activity_batches.NewActivity(
        kind=kind_of(text) or ("call" if values["kind"] == "call" else "task"),
        name=name[:NAME].strip(),
        deal=one.deal,
        contact=one.contact,
        company=one.company,
        owner=context.sellers.of(result.draft),
        due_at=context.at(day) if day else None,
        all_day=not hasattr(day, "hour"),
        notes="\n".join(filter(None, [text if len(text) > NAME else "", *told])),
        participants=[one.contact] if one.contact else [],
    )


def _whom(result: Result) -> str:
    """Whom the row means, in its own words."""
    values, remarks = result.draft.values, result.draft.remarks
    named = [values.get("contact"), values.get("company"), *values.get("called", ()), *remarks]
    return next((said[:LONGEST_NAME] for said in named if said and isinstance(said, str)), "")


def write_notes(results: Sequence[Result], context: Context) -> None:
    """Notes as comments on the deal, person or company that they are about, with their writer and day."""
    fresh = fresh_rows(results, context)
    links = links_of(fresh, context)
    notes: list[comment_batches.NewNote] = []
    whose: list[Result] = []
    for result in fresh:
        subject = links[result.draft.number].subject
        if subject is None:
            result.refuse(_("The row does not say which record it belongs to."), "parent_ref")
            continue
        values = result.draft.values
        at = context.at(values["noted_at"]) if "noted_at" in values else None
        author = context.sellers.of(result.draft)
        for part in _parts(values["notes"]):
            notes.append(comment_batches.NewNote(subject, part, author, at))
            whose.append(result)
    for result, comment in zip(whose, comment_batches.bring_in(notes=notes, by=context.by), strict=True):
        if result.action:
            result.made.append(("note", comment.pk))
        else:
            made_of_row(result, comment.pk, context)


def _parts(text: str) -> list[str]:
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]
