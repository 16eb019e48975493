from django.urls import path

from .views import exports, imports, outcomes, results, sets, whole

app_name = "exchange"

urlpatterns = [
    path("imports/", imports.index, name="imports"),
    path("imports/<int:pk>/", imports.detail, name="import"),
    path("imports/<int:pk>/mapping/", imports.change, name="mapping"),
    path("imports/<int:pk>/progress/", imports.progress, name="progress"),
    path("imports/<int:pk>/outcome/stop/", outcomes.stop, name="stop_check"),
    path("imports/<int:pk>/loose/", results.loose, name="loose"),
    path("imports/<int:pk>/writing-over/", outcomes.write_over, name="write_over"),
    path("imports/<int:pk>/changes/", results.write_changes, name="write_changes"),
    path("imports/<int:pk>/rows/", outcomes.choose, name="choose_rows"),
    path("imports/<int:pk>/reading/", imports.read_as, name="reading"),
    path("imports/<int:pk>/run/", outcomes.start, name="run"),
    path("imports/<int:pk>/decisions/", results.decide, name="decisions"),
    path("imports/<int:pk>/again/", results.again, name="again"),
    path("imports/<int:pk>/taking-back/", results.take_back, name="taking_back"),
    path("imports/<int:pk>/delete/", imports.delete, name="delete"),
    path("imports/<int:pk>/refused.csv", results.bad_rows, name="refused"),
    path("imports/<int:pk>/refused.<slug:ending>", results.bad_rows, name="refused_as"),
    path("settings/export/", whole.index, name="whole"),
    path("settings/export/<int:pk>/", whole.progress, name="whole_progress"),
    path("settings/export/<int:pk>/kariz.zip", whole.download, name="whole_file"),
    path("settings/export/<int:pk>/delete/", whole.delete, name="whole_delete"),
    path("imports/<int:pk>/leaving-out/", sets.leave_out, name="leave_out"),
    path("imports/<int:pk>/coming/", sets.coming_in, name="coming_in"),
    path("imports/together/<int:pk>/", sets.detail, name="set"),
    path("imports/together/<int:pk>/options/", sets.change, name="set_change"),
    path("imports/together/<int:pk>/looking/stop/", sets.stop, name="set_stop"),
    path("imports/together/<int:pk>/progress/", sets.progress, name="set_progress"),
    path("imports/together/<int:pk>/taking-back/", sets.take_back, name="set_taking_back"),
    path("imports/together/<int:pk>/again/", sets.again, name="set_again"),
    path("imports/together/<int:pk>/changes/", sets.write_changes, name="set_write_changes"),
    path("imports/together/<int:pk>/delete/", sets.delete, name="set_delete"),
    path("exports/<slug:kind>.<slug:ending>", exports.download, name="export"),
]
