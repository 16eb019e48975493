from __future__ import annotations

from kariz.pipeline import board_urls, builder_urls, deal_urls

app_name = "pipeline"

urlpatterns = [*deal_urls.urlpatterns, *board_urls.urlpatterns, *builder_urls.urlpatterns]
