"""Addresses of the deal page, "Today", products, the re-engagement queue and the bin."""

from __future__ import annotations

from django.urls import path

from kariz.pipeline.views import (
    activities,
    activity,
    belonging,
    bin,
    closings,
    deal,
    deal_activities,
    deal_committee,
    deal_fields,
    deal_lines,
    deal_obstacles,
    deal_ticks,
    doubles,
    handover,
    many_doubles,
    options,
    org,
    products,
    put_off,
    rates,
    reasons,
    resting,
)

urlpatterns = [
    path("deals/bin/", bin.index, name="bin"),
    path("duplicates/deals/", doubles.index, name="doubles"),
    path("duplicates/deals/merges/", many_doubles.merge, name="doubles_merge"),
    path("deals/<int:pk>/merges/", doubles.merge, name="deal_merge"),
    path("deals/<int:pk>/apart/", doubles.say_apart, name="deal_apart"),
    path("deals/resting/", resting.index, name="resting"),
    path("deals/options/<slug:kind>/", options.index, name="options"),
    path("deals/<int:pk>/", deal.show, name="deal"),
    path("deals/<int:pk>/timeline/", deal.timeline, name="deal_timeline"),
    path("deals/<int:pk>/undo/", deal.undo_last, name="deal_undo"),
    path("deals/<int:pk>/delete/", deal.delete, name="deal_delete"),
    path("deals/<int:pk>/restore/", deal.restore, name="deal_restore"),
    path("deals/<int:pk>/fields/<str:name>/", deal_fields.fact, name="deal_fact"),
    path("deals/<int:pk>/closing/", closings.correct, name="deal_closing"),
    path("deals/<int:pk>/ticks/<int:criterion_id>/", deal_ticks.tick, name="deal_tick"),
    path("deals/<int:pk>/lines/", deal_lines.index, name="deal_lines"),
    path("deals/<int:pk>/lines/totals/", deal_lines.totals, name="deal_lines_totals"),
    path("deals/<int:pk>/lines/amount/", deal_lines.take_sum, name="deal_lines_amount"),
    path("deals/<int:pk>/org/", org.of_deal, name="deal_org"),
    path("companies/<int:pk>/org/", org.of_company, name="company_org"),
    path("deals/<int:pk>/committee/", deal_committee.member, name="deal_member"),
    path(
        "deals/<int:pk>/committee/<int:contact_id>/remove/", deal_committee.remove, name="deal_member_remove"
    ),
    path("deals/<int:pk>/obstacles/", deal_obstacles.new, name="deal_obstacle"),
    path(
        "deals/<int:pk>/obstacles/<int:obstacle_id>/clear/", deal_obstacles.clear, name="deal_obstacle_clear"
    ),
    path(
        "deals/<int:pk>/obstacles/<int:obstacle_id>/reopen/",
        deal_obstacles.reopen,
        name="deal_obstacle_reopen",
    ),
    path("deals/<int:pk>/activities/", deal_activities.plan, name="deal_plan"),
    path("deals/<int:pk>/activities/log/", deal_activities.log, name="deal_log"),
    path("deals/<int:pk>/activities/<int:activity_id>/", deal_activities.edit, name="deal_activity"),
    path(
        "deals/<int:pk>/activities/<int:activity_id>/done/", deal_activities.done, name="deal_activity_done"
    ),
    path(
        "deals/<int:pk>/activities/<int:activity_id>/reopen/",
        deal_activities.reopen,
        name="deal_activity_reopen",
    ),
    path(
        "deals/<int:pk>/activities/<int:activity_id>/remove/",
        deal_activities.remove,
        name="deal_activity_remove",
    ),
    path("deals/<int:pk>/handover/", handover.create, name="deal_handover"),
    path("activities/", activities.index, name="today"),
    path("activities/new/", activities.new, name="activity_new"),
    path("activities/loose/", belonging.index, name="loose"),
    path("activities/<int:pk>/", activity.show, name="activity"),
    path("activities/<int:pk>/edit/", belonging.edit, name="activity_edit"),
    path("activities/<int:pk>/result/", activity.result, name="activity_result"),
    path("activities/<int:pk>/reopen/", activity.reopen, name="activity_reopen"),
    path("activities/<int:pk>/remove/", activity.remove, name="activity_remove"),
    path("activities/<int:pk>/restore/", activity.restore, name="activity_restore"),
    path("activities/<int:pk>/done/", activities.done, name="activity_done"),
    path("activities/<int:pk>/put-off/", put_off.one, name="activity_put_off"),
    path("activities/late/put-off/", put_off.late, name="late_put_off"),
    path("settings/products/", products.index, name="products"),
    path("settings/products/new/", products.new, name="product_new"),
    path("settings/products/<int:pk>/", products.edit, name="product"),
    path("settings/products/<int:pk>/retire/", products.retire, name="product_retire"),
    path("settings/rates/", rates.index, name="rates"),
    path("settings/reasons/", reasons.index, name="reasons"),
    path("settings/reasons/<int:pk>/", reasons.edit, name="reason"),
    path("settings/reasons/<int:pk>/retire/", reasons.retire, name="reason_retire"),
]
