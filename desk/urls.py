"""The editors' pages. Each view says itself who may enter (desk/doors.py)."""

from django.urls import path

import desk.keys  # noqa: F401 - registers <row:...>
from desk.views import doubles, draft_acts, drafts, effect, files, gaps, history, home, people, publishing, releases

urlpatterns = [
    path("", home.desk, name="desk"),
    path("gaps/", gaps.desk_gaps, name="desk_gaps"),
    path("gaps/count/", gaps.desk_gaps_count, name="desk_gaps_count"),
    path("gaps/alias/", gaps.desk_gaps_alias, name="desk_gaps_alias"),
    path("gaps/doubles/<slug:foods>/", doubles.desk_doubles, name="desk_doubles"),
    path("gaps/doubles/<slug:foods>/apart/", doubles.desk_doubles_apart, name="desk_doubles_apart"),
    path("gaps/doubles/<slug:foods>/merge/", doubles.desk_doubles_merge, name="desk_doubles_merge"),
    path("gaps/apart/<int:pk>/undo/", doubles.desk_apart_undo, name="desk_apart_undo"),
    path("drafts/", drafts.desk_drafts, name="desk_drafts"),
    path("drafts/publish/", publishing.desk_publish, name="desk_publish"),
    path("drafts/<int:pk>/", drafts.desk_draft, name="desk_draft"),
    path("drafts/<int:pk>/effect/", effect.desk_effect, name="desk_effect"),
    path("drafts/<int:pk>/reason/", draft_acts.desk_draft_reason, name="desk_draft_reason"),
    path("drafts/<int:pk>/send-back/", draft_acts.desk_draft_back, name="desk_draft_back"),
    path("drafts/<int:pk>/publish/", publishing.desk_draft_publish, name="desk_draft_publish"),
    path("drafts/<int:pk>/withdraw/", draft_acts.desk_draft_withdraw, name="desk_draft_withdraw"),
    path("drafts/<int:pk>/restore/", draft_acts.desk_draft_restore, name="desk_draft_restore"),
    path("drafts/<int:pk>/up-to-date/", draft_acts.desk_draft_rebase, name="desk_draft_rebase"),
    path("drafts/<int:pk>/conflicts/", draft_acts.desk_draft_choose, name="desk_draft_choose"),
    path("drafts/<int:pk>/take-back/", releases.desk_take_back, name="desk_take_back"),
    path("releases/", releases.desk_releases, name="desk_releases"),
    path("releases/<str:version>/", releases.desk_release, name="desk_release"),
    path("releases/<str:version>/back/", releases.desk_release_back, name="desk_release_back"),
    path("history/<slug:table>/<row:key>/", history.desk_history, name="desk_history"),
    path("back/<slug:table>/<int:pk>/<row:key>/", history.desk_history_back, name="desk_history_back"),
    path("people/", people.desk_people, name="desk_people"),
    path("people/appoint/", people.desk_appoint, name="desk_appoint"),
    path("people/<int:pk>/end/", people.desk_role_end, name="desk_role_end"),
    path("files/", files.desk_files, name="desk_files"),
    path("files/import/", files.desk_import, name="desk_import"),
    path("files/import/<slug:token>/", files.desk_import_preview, name="desk_import_preview"),
    path("files/import/<slug:token>/discard/", files.desk_import_discard, name="desk_import_discard"),
    path("files/<slug:table>.<slug:form>", files.desk_export, name="desk_export"),
]
