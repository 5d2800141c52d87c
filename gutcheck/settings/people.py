"""How people sign in, and the mail they get."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings.environment import env, env_flag, env_number
from gutcheck.settings.install import LOCAL_ONLY

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.closed.Backend"]
PASSWORD_HASHERS = ["gutcheck.hashers.GutCheckArgon2", "django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "accounts.security.passwords.MaximumLengthValidator", "OPTIONS": {"max_length": 4096}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True  # SESSION_COOKIE_AGE decides; signing out ends it
ACCOUNT_FORMS = {
    "change_password": "accounts.security.forms.ChangePasswordForm",
    "reset_password": "accounts.closed.ResetPasswordForm",
    "signup": "accounts.sign_up.SignupForm",
}
SESSION_LONGEST = 60 * 60 * 24 * 90  # [s] then one signs in anew, however busy the session was

# --- mail: printed on the console unless a server is named -------------------------------------------------------
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = env_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env("EMAIL_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_PASSWORD")
EMAIL_USE_TLS = env_flag("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 10  # [s]; the weekly mail is sent within a transaction, and others wait for that
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", "GutCheck <gutcheck@localhost>")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = bool(EMAIL_HOST)  # "your password was changed"; on a console nobody would read it

# --- guessing: counted by person and address in the shared cache; accounts.security.attempts counts the rest -----
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # passwords and second factors alike, see AccountAdapter
    "reauthenticate": "10/m/user",
    "change_password": "5/5m/user",
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "10/m/ip",
    "signup": "20/h/ip" if EMAIL_HOST else "10/h/ip",  # without mail, a try tells whether an address is taken
}
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env_number("TRUSTED_PROXY_COUNT", 0)

# --- second factors and passkeys ---------------------------------------------------------------------------------
MFA_ADAPTER = "accounts.security.adapter.EncryptedMFAAdapter"
MFA_FORMS = {"add_webauthn": "accounts.security.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL_ONLY  # http://localhost
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_HOST  # nothing is verified where no mail is sent
MFA_TOTP_ISSUER = "GutCheck"
MFA_TOTP_TOLERANCE = 0  # with more, a code could be used twice: it is remembered for one step of 30 s
MFA_RECOVERY_CODE_COUNT = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False  # a write a page; accounts.security.sessions notes it once a day

# --- signing in through somebody else: one OpenID Connect provider, all four variables or none ---------------------
SOCIALACCOUNT_ADAPTER = "accounts.security.social.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_NAME, OIDC_URL, OIDC_CLIENT_ID, OIDC_SECRET = (
    env(f"OIDC_{name}") for name in ("NAME", "URL", "CLIENT_ID", "SECRET")
)
SOCIALACCOUNT_PROVIDERS: dict[str, dict] = {}
OIDC_ORIGINS: list[str] = []  # the sign-in form leads there, so the content security policy has to say so
if any((OIDC_NAME, OIDC_URL, OIDC_CLIENT_ID, OIDC_SECRET)):
    if not all((OIDC_NAME, OIDC_URL, OIDC_CLIENT_ID, OIDC_SECRET)):
        raise ImproperlyConfigured("Set GUTCHECK_OIDC_NAME, _URL, _CLIENT_ID and _SECRET together, or none of them.")
    parts = urlsplit(OIDC_URL)
    if not parts.hostname or parts.scheme not in ({"https", "http"} if LOCAL_ONLY else {"https"}):
        raise ImproperlyConfigured(f"GUTCHECK_OIDC_URL is {OIDC_URL!r}; write an address that starts with https://")
    OIDC_ORIGINS = [f"{parts.scheme}://{parts.netloc}"]
    OIDC_APP = {
        "provider_id": "sso",
        "name": OIDC_NAME,
        "client_id": OIDC_CLIENT_ID,
        "secret": OIDC_SECRET,
        "settings": {"server_url": OIDC_URL},
    }
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC_APP]}}
