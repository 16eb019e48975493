from django.urls import path

from .views import comments, files, others

app_name = "records"
urlpatterns = [
    path("comments/<slug:kind>/<int:pk>/", comments.index, name="comments"),
    path("comments/<int:pk>/delete/", comments.delete, name="comment_delete"),
    path("files/<slug:kind>/<int:pk>/", files.index, name="files"),
    path("files/<int:pk>/", files.content, name="file"),
    path("files/<int:pk>/delete/", files.delete, name="file_delete"),
    path("views/<slug:kind>/", others.views, name="views"),
    path("views/<int:pk>/delete/", others.delete_view, name="view_delete"),
    path("notifications/", others.notification_list, name="notifications"),
    path("notifications/read/", others.read_all, name="notifications_read"),
    path("events/<slug:kind>/<int:pk>/", comments.timeline, name="timeline"),
    path("events/<int:pk>/undo/", others.undo, name="undo"),
    path("search/", others.search, name="search"),
]
