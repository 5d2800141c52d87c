from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import erasure_pages, sign_in, views
from accounts.security import social
from accounts.security import views as security

urlpatterns = [
    # before allauth's own, of the same names
    path("login/", sign_in.LoginView.as_view(), name="account_login"),
    path("logout/", sign_in.LogoutView.as_view(), name="account_logout"),
    path("signup/", sign_in.SignupView.as_view(), name="account_signup"),
    path("password/reset/", sign_in.PasswordResetView.as_view(), name="account_reset_password"),
    path("password/reset/done/", sign_in.PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("2fa/", RedirectView.as_view(pattern_name="security"), name="mfa_index"),
    path("2fa/totp/activate/", security.ActivateTOTPView.as_view(), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", security.DeactivateTOTPView.as_view(), name="mfa_deactivate_totp"),
    path(
        "2fa/recovery-codes/generate/", security.GenerateRecoveryCodesView.as_view(), name="mfa_generate_recovery_codes"
    ),
    path("2fa/webauthn/", RedirectView.as_view(pattern_name="security"), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", security.AddWebAuthnView.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", security.RemoveWebAuthnView.as_view(), name="mfa_remove_webauthn"),
    path("oidc/<str:provider_id>/login/", social.to_provider, name="openid_connect_login"),
    # ours
    path("security/", security.security, name="security"),
    path("sessions/", security.session_list, name="session_list"),
    path("sessions/<int:pk>/end/", security.session_end, name="session_end"),
    path("sessions/end-others/", security.session_end_others, name="session_end_others"),
    path("profile/", views.profile, name="profile"),
    path("foods-not-eaten/", views.not_eaten, name="not_eaten"),
    path("foods-not-eaten/<int:pk>/remove/", views.not_eaten_remove, name="not_eaten_remove"),
    path("preferences/", views.preferences, name="preferences"),
    path("erasure/", erasure_pages.erasure, name="erasure"),
    path("erasure/wait/", erasure_pages.erasure_wait, name="erasure_wait"),
    path("erasure/take-back/", erasure_pages.erasure_take_back, name="erasure_take_back"),
    path("weekly-mail/stop/<str:token>/", views.weekly_mail_stop, name="weekly_mail_stop"),
]
