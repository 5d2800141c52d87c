"""The address that mails point to."""

import runpy

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gutcheck.settings import site_address


@pytest.mark.parametrize(
    ("hosts", "is_https", "address"),
    [
        (["diary.example.org", "other.example.org"], True, "https://diary.example.org"),
        ([".example.org"], True, "https://example.org"),
        (["localhost", "127.0.0.1"], False, "http://localhost"),
        ([], False, "http://localhost"),
    ],
)
def test_the_site_is_the_first_host_people_type(hosts: list[str], is_https: bool, address: str) -> None:
    assert site_address(hosts, is_https=is_https) == address


def test_the_site_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUTCHECK_SITE", "https://gut.example.org:8443")
    assert site_address(["diary.example.org"], is_https=True) == "https://gut.example.org:8443"


@pytest.mark.parametrize("site", ["diary.example.org", "https://diary.example.org/", "javascript:alert(1)"])
def test_a_site_that_is_no_address_stops_the_start(monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    monkeypatch.setenv("GUTCHECK_SITE", site)
    with pytest.raises(ImproperlyConfigured, match="write an address such as"):
        site_address([], is_https=True)


def install_settings() -> dict[str, object]:
    """As they would be at a start with today's environment."""
    return runpy.run_path(str(settings.BASE_DIR / "gutcheck" / "settings" / "install.py"))


@pytest.mark.parametrize(("said", "kept"), [("", "auto"), ("auto", "auto"), ("1", "1"), ("0", "0")])
def test_whether_two_people_are_needed_to_publish(monkeypatch: pytest.MonkeyPatch, said: str, kept: str) -> None:
    monkeypatch.delenv("GUTCHECK_FOUR_EYES", raising=False)
    if said:
        monkeypatch.setenv("GUTCHECK_FOUR_EYES", said)
    assert install_settings()["FOUR_EYES"] == kept


def test_another_word_for_it_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUTCHECK_FOUR_EYES", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="GUTCHECK_FOUR_EYES is 'perhaps'; write auto, 1 or 0"):
        install_settings()
