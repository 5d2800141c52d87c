"""Transport, cookies, headers, and how much a request may hold."""

from csp.constants import NONE, SELF

from gutcheck.settings.environment import env_flag
from gutcheck.settings.install import HTTPS
from gutcheck.settings.people import OIDC_ORIGINS

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked by programs beside the server, without https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whether HSTS covers the owner's other subdomains, and whether browsers ship it, is the owner's choice, not ours.
# W003: our i18n tags (gutcheck.texts) stand in the place of Django's, which they hold.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021", "templates.W003"]
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-lang" if HTTPS else "lang"
THEME_COOKIE_NAME = "__Host-theme" if HTTPS else "theme"
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
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- input limits -----------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # a food's composition in the admin is one form
DATA_UPLOAD_MAX_NUMBER_FILES = 5
MAX_UPLOAD = 10_000_000  # [bytes] of files in one request
MAX_UPLOAD_AT = {"/my-data/read/": 48_000_000}  # [bytes] ten years of one's own diary
FILE_UPLOAD_HANDLERS = [
    "gutcheck.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
