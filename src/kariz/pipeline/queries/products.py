"""Products as the list of them shows them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kariz.events.models import Event
from kariz.pipeline.models import DealLine, Product

PUT_AWAY = "product.put_away"


def put_away() -> QuerySet[Product]:
    """Products that imports brought, and that left the list when these were taken back: deals in the bin still have them.
    What a person retired is none of them."""
    of_product = Event.objects.filter(subject_kind="product", subject_id=OuterRef("pk"))
    last = of_product.order_by("-id").values("verb")[:1]
    gone = Product.objects.exclude(retired_at=None).annotate(last_verb=Subquery(last))
    return gone.filter(last_verb=PUT_AWAY)


def let_go() -> QuerySet[Product]:
    """Those among them that no deal has any more, in the bin either."""
    return put_away().filter(~Exists(DealLine.objects.filter(product=OuterRef("pk"))))


def listed() -> QuerySet[Product]:
    """Everything that is or was sold; of what was put away only what a deal outside the bin has."""
    sold = DealLine.objects.filter(product=OuterRef("pk"), deal__deleted_at=None)
    return Product.objects.exclude(pk__in=put_away().filter(~Exists(sold)).values("pk"))
