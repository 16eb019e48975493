"""Products that are there already are found by search from now on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import migrations
from django.utils import timezone

from kariz.localisation.text import fold, search_copy_of
from kariz.records.search import tokens

AT_ONCE = 500


def find_products(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("records", "SearchEntry").objects
    offered = apps.get_model("pipeline", "Product").objects.filter(retired_at=None).order_by("id")
    marks = f"{tokens.kind('product')} {tokens.owner(None)}"
    rows = []
    for product in offered.iterator(chunk_size=AT_ONCE):
        title, subtitle = fold(product.name), fold(product.code)
        rows.append(
            entries.model(
                kind="product",
                object_id=product.pk,
                title=product.name,
                title_folded=title[:300],
                subtitle=product.code,
                folded=f" {search_copy_of((title, subtitle))} {marks}",
                url=f"/settings/products/?{urlencode({'q': product.name})}",
                owner_id=None,
                updated_at=timezone.now(),
            )
        )
    entries.bulk_create(rows, batch_size=AT_ONCE)


def forget_products(apps: Any, schema_editor: Any) -> None:
    apps.get_model("records", "SearchEntry").objects.filter(kind="product").delete()


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0015_committeemember_also"), ("records", "0009_two_slips")]

    operations = [migrations.RunPython(find_products, forget_products)]
