"""All settings, one file. What may differ between installs is an environment variable; a wrong one stops the start."""

# isort: off
from gutcheck.sqlite_engine import WAL_SAFE  # before anything of Django's

# isort: on
import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"GUTCHECK_{name}", default).strip()


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def env_flag(name: str, default: bool) -> bool:
    text = env(name, "1" if default else "0").lower()
    if text not in {"0", "1", "yes", "no", "true", "false"}:
        raise ImproperlyConfigured(f"GUTCHECK_{name} is {text!r}; write 1 or 0.")
    return text in {"1", "yes", "true"}


def env_number(name: str, default: int) -> int:
    text = env(name, str(default))
    if not text.isdecimal():
        raise ImproperlyConfigured(f"GUTCHECK_{name} is {text!r}; write a whole number.")
    return int(text)


def site_address(hosts: list[str], *, is_https: bool) -> str:
    """GUTCHECK_SITE, else the first host people type: https://diary.example.org, without a slash at its end."""
    site = env("SITE") or f"{'https' if is_https else 'http'}://{(hosts or ['localhost'])[0].lstrip('.')}"
    if not site.startswith(("http://", "https://")) or site.count("/") > 2:
        raise ImproperlyConfigured(f"GUTCHECK_SITE is {site!r}; write an address such as https://diary.example.org")
    return site


def secret_key(folder: Path) -> str:
    """GUTCHECK_SECRET_KEY, else a key made once and kept in the data folder, readable by its owner only."""
    if key := env("SECRET_KEY"):
        if len(key) < 40:
            raise ImproperlyConfigured("GUTCHECK_SECRET_KEY is shorter than 40 characters; write a longer one.")
        return key
    path = folder / "secret_key"
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


# --- where this install lives -----------------------------------------------------------------------------------
DATA_DIR = Path(env("DATA") or BASE_DIR / "data")
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
FIXTURES = BASE_DIR / "fixtures"
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("GUTCHECK_ALLOWED_HOSTS may not hold '*'; name the hosts people type.")
LOCAL_ONLY = set(ALLOWED_HOSTS) <= LOOPBACK_HOSTS  # nobody but this machine can reach it
HTTPS = env_flag("HTTPS", default=not LOCAL_ONLY)
SITE = site_address(ALLOWED_HOSTS, is_https=HTTPS)  # for links in mail, which no request tells
SIGNUP_OPEN = env_flag("SIGNUP_OPEN", default=LOCAL_ONLY)  # elsewhere: manage.py createsuperuser or manage.py invite
DEBUG = False
SECRET_KEY = secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "gutcheck.views.form_refused"

# --- database: SQLite, or PostgreSQL by DATABASE_URL ------------------------------------------------------------
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.config(conn_max_age=60, conn_health_checks=True)}
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://; without it SQLite is used.")
    DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | {
        "options": "-c synchronous_commit=on -c statement_timeout=15000 -c lock_timeout=10000"
        " -c idle_in_transaction_session_timeout=15000"
    }
else:
    JOURNAL = (
        "journal_mode=WAL; PRAGMA synchronous=FULL" if WAL_SAFE else "journal_mode=DELETE; PRAGMA synchronous=EXTRA"
    )
    DATABASES = {
        "default": {
            "ENGINE": "gutcheck.turnstile",
            "NAME": str(DATA_DIR / "gutcheck.sqlite3"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": f"PRAGMA {JOURNAL}; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;"
                " PRAGMA cell_size_check=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
            },
            "TEST": {"NAME": DATA_DIR / "test.sqlite3"},  # a file, so that tests meet WAL and the turnstile too
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # shared by all workers: log-in limits depend on it
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- apps, middleware, templates --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "diary",
    "accounts",
    "nutrients",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random; tokens are masked anew in every answer
    "csp.middleware.CSPMiddleware",
    "gutcheck.middleware.PrivateHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gutcheck.middleware.PersonsLanguage",
    "gutcheck.middleware.SaysWhose",
    "gutcheck.middleware.SignInFirst",  # deny by default
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gutcheck.middleware.ReadableRefusals",
]
ROOT_URLCONF = "gutcheck.urls"
WSGI_APPLICATION = "gutcheck.wsgi.application"
FORM_RENDERER = "gutcheck.form_renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"lucide": "gutcheck.icons"},
        },
    }
]

# --- language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each in its own words
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["gutcheck.formats"]
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", "UTC")  # for people who have not chosen their own

# --- static files -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "gutcheck.finders.VendorFinder",
]
STATICFILES_BACKEND = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if env_flag("PLAIN_STATIC", default=False):  # tests: no collectstatic, no hashed names
    STATICFILES_BACKEND = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}

# --- transport, cookies, headers --------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whether HSTS covers the owner's other subdomains, and whether browsers ship it, is the owner's choice, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-lang" if HTTPS else "lang"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its own arrows and ticks as data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- input limits -----------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # a food's composition in the admin is one form
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- people -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["gutcheck.hashers.GutCheckArgon2", "django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
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
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "signup": "20/h/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = env_number("TRUSTED_PROXY_COUNT", 0)

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

# --- logging: no bodies, no query strings, no diary text ----------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"tokens": {"()": "gutcheck.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
