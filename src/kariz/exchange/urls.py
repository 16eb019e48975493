from django.urls import path

from .views import exports, imports

app_name = "exchange"

urlpatterns = [
    path("imports/", imports.index, name="imports"),
    path("imports/<int:pk>/", imports.detail, name="import"),
    path("imports/<int:pk>/mapping/", imports.change, name="mapping"),
    path("imports/<int:pk>/progress/", imports.progress, name="progress"),
    path("imports/<int:pk>/taking-back/", imports.take_back, name="taking_back"),
    path("imports/<int:pk>/delete/", imports.delete, name="delete"),
    path("imports/<int:pk>/refused.csv", imports.bad_rows, name="refused"),
    path("exports/<slug:kind>.<slug:ending>", exports.download, name="export"),
]
