"""Products, people of the house and fields of the company's own that an import brought: they go with it, unless
something still needs them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kariz.access.actions import named
from kariz.access.actions.members import is_only_a_name
from kariz.access.models import Membership, User
from kariz.events.actor import SYSTEM
from kariz.events.models import Event
from kariz.exchange.actions.back import fields_back, staying
from kariz.exchange.actions.setup import waiting_files, why_lost
from kariz.exchange.models import ExternalRef, Import, ImportRow
from kariz.exchange.queries.known.touches import batches_back
from kariz.exchange.queries.pages.going import BROUGHT
from kariz.localisation.said import gettext as _
from kariz.people.models import Company, CompanyValue, Contact, ContactValue
from kariz.pipeline.actions import products
from kariz.pipeline.models import Activity, Deal, DealLine, DealValue, Product
from kariz.pipeline.queries.products import let_go
from kariz.records.models import Comment, CustomField, CustomType

AT_ONCE = 50
MOST = 500


def is_last(one: Import) -> bool:
    """Has all else of its set been taken back?"""
    if one.part_of_id is None:
        return True
    others = Import.objects.filter(part_of=one.part_of_id, phase=Import.Phase.TAKING_BACK)
    return not others.exclude(pk=one.pk).exists()


def work(one: Import, by: User) -> None:
    """Products first: they may be what a deal of theirs names."""
    for kind, remove in (("product", _products), ("user", _users)):
        made, kept = _made(one, *BROUGHT[kind]), set[int]()
        if kind == "user":
            made = sorted({*made, *_left_behind()})
        for part in _parts(made):
            with transaction.atomic():
                kept |= remove(one, part, by)
        _let_come_again(one, kind, set(made) - kept)
    fields_back.work(one, by)
    why_lost.take_back(one, by)


def _let_come_again(one: Import, kind: str, gone: set[int]) -> None:
    """The rows of what went count as never taken: the same file brings it again."""
    whole = Q(of__part_of=one.part_of_id) if one.part_of_id else Q(of=one)
    rows = ImportRow.objects.filter(whole, result_kind=kind, taken_back=False).order_by("pk")
    last = 0
    while part := list(rows.filter(pk__gt=last).values_list("pk", "result_id")[:MOST] if gone else ()):
        last = part[-1][0]
        ImportRow.objects.filter(pk__in=[pk for pk, made in part if made in gone]).update(taken_back=True)


def _made(one: Import, *verbs: str) -> list[int]:
    events = Event.objects.filter(batch=one.batch, verb__in=verbs)
    return sorted(set(events.values_list("subject_id", flat=True)))


def _left_behind() -> set[int]:
    """Names that stayed when their import was taken back, as records of a further one were theirs, and of whom nothing is
    left by now. Of the others it was said then that they stay."""
    names = User.objects.active().filter(email=None, last_login=None)
    made = Event.objects.filter(
        subject_kind="user", subject_id__in=names.values("pk"), verb__in=BROUGHT["user"]
    )
    # Whom a further import, or a person, brought again belongs to that.
    of = dict(made.order_by("pk").values_list("subject_id", "batch"))
    back = batches_back()
    behind = [pk for pk, batch in of.items() if batch in back]
    return set(behind) - _owners(behind) - _members(behind)


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _products(one: Import, ids: list[int], by: User) -> set[int]:
    """Those that stay."""
    found = products.held(ids)
    if not by.can("product.change"):
        return _stay(one, "product", found, _("You may not remove it."))
    sold = set(
        DealLine.objects.filter(product__in=ids, deal__deleted_at=None).values_list("product_id", flat=True)
    )
    touched = _changed_since(one, ids) if not one.takes_changed else set()
    stay = [product for product in found if product.pk in sold | touched]
    _stay(one, "product", [p for p in stay if p.pk in sold], _("A deal still sells it."))
    _stay(one, "product", [p for p in stay if p.pk not in sold], _("Somebody changed it since."))
    gone = [product for product in found if product not in stay]
    products.take_back(products=gone, by=by)
    _forget(one, "product", [product.pk for product in gone])
    return {product.pk for product in stay}


def _users(one: Import, ids: list[int], by: User) -> set[int]:
    """Those that stay. Only names go: whoever has an e-mail by now may sign in, and is a person of the house."""
    found = list(User.objects.filter(pk__in=ids, is_active=True))
    if not by.can("user.name_seller"):
        return _stay(one, "user", found, _("You may not remove it."))
    used = _owners(ids) | _members(ids)
    members = [user for user in found if user.email]
    waiting = [user for user in members if is_only_a_name(user)]
    _stay(one, "user", waiting, _("They are invited."))
    _stay(one, "user", [user for user in members if user not in waiting], _("They have an account by now."))
    owners = [user for user in found if user.pk in used and not user.email]
    _stay(one, "user", owners, _("Records or a team are still theirs."))
    gone = [user for user in found if not user.email and user.pk not in used]
    names = {user.pk: user.name for user in gone}
    pks = list(names)
    left = named.take_named_back(people=gone, by=by, named=_named(pks))
    why = _("Records in the bin are still theirs; they left the lists, and go for good with those records.")
    staying.note(one, "user", left, why)
    staying.hold(one)
    _forget(one, "user", pks)
    waiting_files.name_again(names)
    return {user.pk for user in found} - set(pks)


def forget() -> int:
    """Names and products of imports that were taken back, of whom nothing is left by now: they go for good. How many."""
    ours = Event.objects.filter(
        subject_kind="user", subject_id=OuterRef("pk"), verb="user.created", batch__startswith="import"
    )
    rows = User.objects.filter(Exists(ours), is_active=False, email=None, last_login=None).order_by("pk")
    gone = last = 0
    # Those whom records hold, however many, are in nobody's way.
    while found := list(rows.filter(pk__gt=last)[:MOST]):
        last = found[-1].pk
        held = _named([user.pk for user in found])
        gone += named.forget_names(people=[user for user in found if user.pk not in held], by=SYSTEM)
    for part in _parts(list(let_go().values_list("pk", flat=True))):
        gone += products.forget(products=list(Product.objects.filter(pk__in=part)), by=SYSTEM)
    return gone


def _owners(ids: list[int]) -> set[int]:
    """Who of these owns anything outside the bin."""
    found: set[int] = set()
    for model in (Deal, Contact, Company, Activity):
        rows = model.objects.filter(owner__in=ids, deleted_at=None)
        if model is Activity:
            # What was planned for a deal in the bin is nobody's work.
            rows = rows.filter(Q(deal=None) | Q(deal__deleted_at=None))
        found |= set(rows.values_list("owner_id", flat=True))
    return found


def _members(ids: list[int]) -> set[int]:
    return set(Membership.objects.filter(user__in=ids).values_list("user_id", flat=True))


def _named(ids: list[int]) -> set[int]:
    """Who of these any record names, in the bin too: as owner, as who wrote a note, or in a field for people."""
    found: set[int] = set()
    for model in (Contact, Company):
        found |= {
            pk for pk in model._base_manager.filter(owner__in=ids).values_list("owner_id", flat=True) if pk
        }
    found |= {
        pk for pk in Comment._base_manager.filter(author__in=ids).values_list("author_id", flat=True) if pk
    }
    keys = CustomField.objects.filter(type=CustomType.PERSON).values_list("key", flat=True)
    for values in (ContactValue, CompanyValue, DealValue) if (wanted := set(keys)) else ():
        rows = values.objects.filter(key__in=wanted, whole__in=ids).values_list("whole", flat=True)
        found |= {pk for pk in rows if pk is not None}
    return found


def _changed_since(one: Import, ids: list[int]) -> set[int]:
    """Products that somebody changed since the import brought them, or brought them again."""
    events = Event.objects.filter(subject_kind="product", subject_id__in=ids).order_by("id")
    brought = dict(
        events.filter(batch=one.batch, verb__in=BROUGHT["product"]).values_list("subject_id", "id")
    )
    rows = events.filter(verb="product.changed").exclude(Q(batch=one.batch) | Q(batch__startswith="undo:"))
    return {pk for pk, at in rows.values_list("subject_id", "id") if at > brought.get(pk, 0)}


def _stay(one: Import, kind: str, records: list[Product] | list[User], why: str) -> set[int]:
    staying.note(one, kind, records, why)
    staying.hold(one, kept=len(records))
    return {record.pk for record in records}


def _forget(one: Import, kind: str, ids: list[int]) -> None:
    """The numbers of what went: the same file may bring it again."""
    ExternalRef.objects.filter(record_kind=kind, record_id__in=ids).delete()
