"""The pipeline's part of the API; the root mounts `router`."""

from ninja import Router

from kariz.pipeline.api import board, deals, doubles, drafts, parts, pipelines, rates, work

router: list[tuple[str, Router, list[str]]] = [
    ("/pipelines", pipelines.pipeline_router, ["pipelines"]),
    ("/pipelines", drafts.of_pipeline, ["pipelines"]),
    ("/drafts", drafts.router, ["pipelines"]),
    ("/stages", pipelines.stage_router, ["pipelines"]),
    ("/board", board.router, ["board"]),
    ("/deals", doubles.router, ["deals"]),
    ("/deals", deals.router, ["deals"]),
    ("/deals", parts.router, ["deals"]),
    ("/activities", work.activity_router, ["activities"]),
    ("/obstacles", work.obstacle_router, ["obstacles"]),
    ("/products", pipelines.product_router, ["products"]),
    ("/rates", rates.router, ["rates"]),
    ("/lost-reasons", pipelines.reason_router, ["deals"]),
]
