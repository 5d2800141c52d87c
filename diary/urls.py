from django.urls import path

from diary.views import day, entries, foodbox, foods, nutrients, own_foods, week

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
    path("foods/", foods.food_list, name="food_list"),
    path("foods/new/", own_foods.food_new, name="food_new"),
    path("foods/<int:pk>/", foods.food, name="food"),
    path("foods/<int:pk>/edit/", own_foods.food_edit, name="food_edit"),
    path("foods/<int:pk>/delete/", own_foods.food_delete, name="food_delete"),
    path("nutrients/", nutrients.nutrient_list, name="nutrient_list"),
    path("nutrients/<str:tagname>/", nutrients.nutrient, name="nutrient"),
    path("nutrients/<str:tagname>/swap/", nutrients.food_swap, name="food_swap"),
    path("nutrients/<str:tagname>/swap/undo/", nutrients.food_swap_undo, name="food_swap_undo"),
    path("week/", week.week_latest, name="week_latest"),
    path("week/<week:week>/", week.week, name="week"),
    path("week/<week:week>/why/<str:tagname>/", week.week_why, name="week_why"),
    path("week/<str:written>/", week.no_week, name="no_week"),
    path("week/<str:written>/why/<str:tagname>/", week.no_week, name="no_week_why"),
]
