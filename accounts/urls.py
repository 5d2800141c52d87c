from django.urls import path

from accounts import views

urlpatterns = [
    # before allauth's own
    path("login/", views.LoginView.as_view(), name="account_login"),
    path("password/reset/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path("password/reset/done/", views.PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    path("profile/", views.profile, name="profile"),
]
