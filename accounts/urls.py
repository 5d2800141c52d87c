from django.urls import path

from accounts import views

urlpatterns = [
    # before allauth's own
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("password/reset/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path("password/reset/done/", views.PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    path("profile/", views.profile, name="profile"),
    path("foods-not-eaten/", views.not_eaten, name="not_eaten"),
    path("foods-not-eaten/<int:pk>/remove/", views.not_eaten_remove, name="not_eaten_remove"),
    path("preferences/", views.preferences, name="preferences"),
    path("weekly-mail/stop/<str:token>/", views.weekly_mail_stop, name="weekly_mail_stop"),
]
