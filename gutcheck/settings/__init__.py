"""All settings. What may differ between installs is an environment variable; a wrong one stops the start."""

# isort: off
from gutcheck.settings.databases import *  # before anything of Django's

# isort: on
from django.utils.translation import gettext_lazy as _

from gutcheck.settings.environment import env, env_flag
from gutcheck.settings.install import *
from gutcheck.settings.people import *
from gutcheck.settings.protection import *
from gutcheck.settings.running import *
from gutcheck.settings.work import *

# --- apps, middleware, templates --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "gutcheck.health",
    "gutcheck.work",
    "gutcheck.safekeeping",
    "desk",
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
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "gutcheck.logs.NamesRequests",
    "gutcheck.health.metrics.CountsRequests",
    "csp.middleware.CSPMiddleware",  # these three before all that answers by itself: redirects, files, refusals
    "gutcheck.middleware.PrivateHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random; tokens are masked anew in every answer
    "gutcheck.store.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.security.middleware.SessionBounds",
    "gutcheck.middleware.PersonsLanguage",
    "gutcheck.middleware.PersonsClock",
    "gutcheck.middleware.SaysWhose",
    "gutcheck.middleware.SignInFirst",  # deny by default
    "gutcheck.closed_accounts.ClosedAccounts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.security.middleware.StaffSecondFactor",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gutcheck.middleware.ReadableRefusals",
    "gutcheck.middleware.KnownVerbs",
    "gutcheck.store.middleware.KeepsWhatWasTyped",
    *(["gutcheck.replica.ReportsFromReplica"] if REPLICA_URL else []),  # last: it calls the view
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
            "libraries": {
                "i18n": "gutcheck.texts",
                "lucide": "gutcheck.icons",
                "running": "gutcheck.health.tags",
                "static": "gutcheck.static_addresses",
            },
            "builtins": ["gutcheck.addresses", "gutcheck.dates", "gutcheck.form_tokens", "gutcheck.themes"],
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
