from django.urls import path

from .views import comments, files, others, saved_views, search, table_filter, tables

app_name = "records"
urlpatterns = [
    path("comments/<slug:kind>/<int:pk>/", comments.index, name="comments"),
    path("comments/<slug:kind>/<int:pk>/people/", comments.mentions, name="mentions"),
    path("comments/<int:pk>/edit/", comments.edit, name="comment_edit"),
    path("comments/<int:pk>/pin/", comments.pin, name="comment_pin"),
    path("comments/<int:pk>/delete/", comments.delete, name="comment_delete"),
    path("files/<slug:kind>/<int:pk>/", files.index, name="files"),
    path("files/<int:pk>/", files.content, name="file"),
    path("files/<int:pk>/preview/", files.preview, name="file_preview"),
    path("files/<int:pk>/rename/", files.rename, name="file_rename"),
    path("files/<int:pk>/delete/", files.delete, name="file_delete"),
    path("views/", saved_views.index, name="view_list"),
    path("views/<int:pk>/", saved_views.change, name="view"),
    path("views/<int:pk>/default/", saved_views.default, name="view_default"),
    path("views/<int:pk>/delete/", saved_views.delete, name="view_delete"),
    path("views/<slug:kind>/", saved_views.of_kind, name="views"),
    path("tables/<slug:plural>/layout/", tables.layout, name="table_layout"),
    path("tables/<slug:plural>/options/<str:name>/", tables.options, name="table_options"),
    path("tables/<slug:plural>/rows/", tables.rows, name="table_rows"),
    path("tables/<slug:plural>/paste/", tables.paste, name="table_paste"),
    path("tables/<slug:plural>/filter/", table_filter.drawer, name="table_filter"),
    path("tables/<slug:plural>/<int:pk>/<str:name>/", tables.cell, name="table_cell"),
    path("notifications/", others.notification_list, name="notifications"),
    path("notifications/read/", others.read_all, name="notifications_read"),
    path("events/<slug:kind>/<int:pk>/", comments.timeline, name="timeline"),
    path("events/<int:pk>/undo/", others.undo, name="undo"),
    path("events/batches/<slug:batch>/undo/", others.undo_batch, name="undo_batch"),
    path("search/", search.find, name="search"),
    path("search/opened/", search.opened, name="opened"),
]
