"""Pipelines with their stages, products, reasons for a loss."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from kariz.localisation.text import fold
from kariz.pipeline.actions import pipelines, products
from kariz.pipeline.api import found, shown
from kariz.pipeline.api.schemas import (
    LostReasonOut,
    PipelineIn,
    PipelineOut,
    ProductIn,
    ProductOut,
    ProductPatch,
    StageOut,
)
from kariz.pipeline.default_design import default_design
from kariz.pipeline.models import LostReason, Pipeline, Product
from kariz.pipeline.queries.products import listed
from kariz.web.paging import Page, PageParams, paginate

pipeline_router = Router()
stage_router = Router()
product_router = Router()
reason_router = Router()


@pipeline_router.get("", response=Page[PipelineOut])
def list_pipelines(request: HttpRequest, page: Query[PageParams]) -> dict[str, Any]:
    user: Any = request.user
    user.require("pipeline.view")
    rows = Pipeline.objects.filter(archived_at=None).order_by()
    return paginate(rows, page, order=["position"], item=shown.pipeline_out)


@pipeline_router.post("", response={201: PipelineOut})
def create_pipeline(request: HttpRequest, body: PipelineIn) -> tuple[int, dict[str, Any]]:
    """A live pipeline at once; without `stages` it is the eight-stage template."""
    design = default_design()
    if body.stages is not None:
        design = {"stages": body.stages}
    if body.name:
        design["name"] = body.name
    return 201, shown.pipeline_out(pipelines.create(design=design, by=request.user))


@pipeline_router.get("/{int:pipeline_id}", response=PipelineOut)
def read_pipeline(request: HttpRequest, pipeline_id: int) -> dict[str, Any]:
    user: Any = request.user
    user.require("pipeline.view")
    return shown.pipeline_out(found.one(Pipeline.objects.all(), pipeline_id))


@stage_router.get("", response=Page[StageOut])
def list_stages(request: HttpRequest, pipeline: int | None = None) -> dict[str, Any]:
    """Every live stage in order; a company has few, so there is one page."""
    user: Any = request.user
    user.require("pipeline.view")
    rows = Pipeline.objects.filter(archived_at=None)
    chosen = rows.filter(pk=pipeline) if pipeline is not None else rows
    stages = [stage for one in chosen for stage in shown.stages_out(shown.process_of(one))]
    return {"items": stages, "next": None}


@product_router.get("", response=Page[ProductOut])
def list_products(
    request: HttpRequest, page: Query[PageParams], q: str = "", retired: bool = False
) -> dict[str, Any]:
    """`q`: words of the name or the code, in either script."""
    user: Any = request.user
    user.require("product.view")
    rows = listed().filter(retired_at__isnull=not retired).order_by()
    if q.strip():
        rows = rows.filter(folded__contains=fold(q[:200]))
    return paginate(rows, page, order=["name"], item=shown.product_out)


@product_router.post("", response={201: ProductOut})
def create_product(request: HttpRequest, body: ProductIn) -> tuple[int, dict[str, Any]]:
    return 201, shown.product_out(products.create(by=request.user, **body.dict()))


@product_router.get("/{int:product_id}", response=ProductOut)
def read_product(request: HttpRequest, product_id: int) -> dict[str, Any]:
    user: Any = request.user
    user.require("product.view")
    return shown.product_out(found.one(Product.objects.all(), product_id))


@product_router.patch("/{int:product_id}", response=ProductOut)
def change_product(request: HttpRequest, product_id: int, body: ProductPatch) -> dict[str, Any]:
    user: Any = request.user
    user.require("product.change")
    given = body.dict(exclude_unset=True)
    product = found.one(Product.objects.all(), product_id)
    return shown.product_out(products.change(product=product, by=user, **given))


@reason_router.get("", response=list[LostReasonOut])
def list_reasons(request: HttpRequest) -> list[dict[str, Any]]:
    user: Any = request.user
    user.require("deal.view")
    return [{"id": one.pk, "name": one.title} for one in LostReason.objects.filter(retired_at=None)]
