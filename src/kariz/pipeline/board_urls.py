"""Addresses of the board and the other views of many deals, and of moving and closing one."""

from __future__ import annotations

from django.urls import path

from kariz.pipeline.views import board, calendar, closures, filters, forecast, moves, table

urlpatterns = [
    path("board/", board.first, name="boards"),
    path("board/<int:pk>/", board.show, name="board"),
    path("deals/new/", board.new, name="deal_new"),
    path("board/<int:pk>/columns/<int:stage>/", board.more, name="board_column"),
    path("board/<int:pk>/changes/", board.changes, name="board_changes"),
    path("board/<int:pk>/filter/", filters.drawer, name="board_filter"),
    path("board/<int:pk>/deals/", board.add, name="board_add"),
    path("deals/alike/", board.alike, name="deals_alike"),
    path("deals/", table.show, name="deals"),
    path("deals/filter/", filters.drawer, name="deals_filter"),
    path("deals/<int:pk>/moves/", moves.create, name="deal_moves"),
    path("deals/<int:pk>/closure/", closures.closure, name="deal_closure"),
    path("deals/<int:pk>/rest/", closures.rest, name="deal_rest"),
    path("calendar/", calendar.show, name="calendar"),
    path("forecast/", forecast.show, name="forecast"),
]
