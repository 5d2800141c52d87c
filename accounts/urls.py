from django.urls import path

from accounts import views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="account_login"),  # before allauth's own
    path("profile/", views.profile, name="profile"),
]
