"""Addresses of the list of pipelines, the builder and a stage's page."""

from __future__ import annotations

from django.urls import path

from kariz.pipeline.views import builder, stages

urlpatterns = [
    path("pipelines/", stages.pipelines, name="pipelines"),
    path("pipelines/new/", builder.new, name="builder_new"),
    path("pipelines/<int:pk>/", stages.change, name="pipeline_change"),
    path("pipelines/<int:pk>/builder/", builder.again, name="builder_again"),
    path("pipelines/drafts/<int:pk>/", builder.step, name="builder"),
    path("pipelines/drafts/<int:pk>/sharing/", builder.share, name="builder_share"),
    path("pipelines/drafts/<int:pk>/publication/", builder.publish, name="builder_publish"),
    path("pipelines/drafts/<int:pk>/removal/", builder.discard, name="builder_discard"),
    path("pipelines/drafts/<int:pk>/proposals/", builder.propose, name="builder_propose"),
    path("pipelines/proposals/<int:pk>/", builder.judge, name="builder_judge"),
    path("stages/<int:pk>/", stages.show, name="stage"),
]
