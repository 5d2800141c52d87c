"""Where this install lives: its folder, its address, its key."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings.environment import env, env_flag, env_list

BASE_DIR = Path(__file__).resolve().parent.parent.parent
LOOPBACK_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


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
FOUR_EYES = env("FOUR_EYES", "auto")  # whether an editor's changes need another one to publish them
if FOUR_EYES not in {"auto", "0", "1"}:
    raise ImproperlyConfigured(f"GUTCHECK_FOUR_EYES is {FOUR_EYES!r}; write auto, 1 or 0.")
DEBUG = False
SECRET_KEY = secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "gutcheck.views.form_refused"
