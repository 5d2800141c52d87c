from django.urls import path

from diary.views import day, entries, foodbox, week

urlpatterns = [
    path("", day.home, name="home"),
    path("day/", day.day_today, name="day_today"),
    path("day/<date:date>/", day.day, name="day"),
    path("day/<date:date>/close/", day.day_close, name="day_close"),
    path("day/<date:date>/copy/", day.day_copy, name="day_copy"),
    path("day/<date:date>/<slug:meal>/move/", day.meal_move, name="meal_move"),
    path("entries/add/", entries.entry_add, name="entry_add"),
    path("entries/restore/", entries.entry_restore, name="entry_restore"),
    path("entries/<int:pk>/", entries.entry, name="entry"),
    path("entries/<int:pk>/delete/", entries.entry_delete, name="entry_delete"),
    path("foods/search/", foodbox.food_search, name="food_search"),
    path("week/", week.week_latest, name="week_latest"),
    path("week/<week:week>/", week.week, name="week"),
    path("week/<week:week>/why/<str:tagname>/", week.week_why, name="week_why"),
]
