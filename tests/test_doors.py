"""Every address of the site, tried by a stranger and by Bob holding Ada's ids.

A new address fails here until its row says how to reach it: {} for none, or the ids it takes.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Avoidance, User
from diary.models import Day, Entry, Helping, Meal, PlannedFood, Reader, SavedFood, SavedMeal, Sentence, ShareLink
from diary.weeks import Week
from nutrients.models import Food, Portion

DATE = date(2026, 11, 18)
ROWS: dict[str, dict[str, object]] = {
    "home": {},
    "day_today": {},
    "day": {"date": DATE},
    "day_close": {"date": DATE},
    "day_felt": {"date": DATE},
    "day_forgot": {"date": DATE, "question": "drinks"},
    "day_ask_no_more": {"date": DATE, "what": "asks_check_in"},
    "day_copy": {"date": DATE},
    "day_copy_to": {"date": DATE},
    "meal_move": {"date": DATE, "meal": "lunch"},
    "meal_copy": {"date": DATE, "meal": "lunch"},
    "meal_remove": {"date": DATE, "meal": "lunch"},
    "food_again": {"date": DATE, "meal": "lunch"},
    "helping": {"pk": "Ada's helping"},
    "helping_split": {"pk": "Ada's helping"},
    "helping_delete": {"pk": "Ada's helping"},
    "saved_meal_list": {},
    "saved_meal_new": {},
    "saved_meal_restore": {},
    "saved_meal": {"pk": "Ada's saved meal"},
    "saved_meal_edit": {"pk": "Ada's saved meal"},
    "saved_meal_log": {"pk": "Ada's saved meal"},
    "saved_meal_delete": {"pk": "Ada's saved meal"},
    "meal_read": {"date": DATE},
    "meal_add": {"date": DATE},
    "sentence_leave": {"pk": "Ada's sentence"},
    "shortcuts": {},
    "entry_add": {},
    "entry_restore": {},
    "entry": {"pk": "Ada's entry"},
    "entry_delete": {"pk": "Ada's entry"},
    "food_search": {},
    "food_list": {},
    "food": {"pk": "Ada's food"},
    "food_new": {},
    "food_edit": {"pk": "Ada's food"},
    "food_delete": {"pk": "Ada's food"},
    "supplement_new": {},
    "supplement_edit": {"pk": "Ada's food"},
    "nutrient_list": {},
    "nutrient": {"tagname": "ZN"},
    "food_swap": {"tagname": "ZN"},
    "food_swap_undo": {"tagname": "ZN"},
    "trends": {},
    "week_latest": {},
    "week": {"week": Week.of(DATE)},
    "week_why": {"week": Week.of(DATE), "tagname": "ZN"},
    "week_csv": {"week": Week.of(DATE)},
    "week_pdf": {"week": Week.of(DATE)},
    "week_summary": {"week": Week.of(DATE)},
    "week_what_if": {"week": Week.of(DATE)},
    "week_numbers": {"week": Week.of(DATE)},
    "plan_add": {},
    "plan_undo": {},
    "planned": {"pk": "Ada's plan"},
    "plan_log": {"pk": "Ada's plan"},
    "plan_drop": {"pk": "Ada's plan"},
    "week_keep": {"week": Week.of(DATE)},
    "week_open": {"week": Week.of(DATE)},
    "week_open_undo": {"week": Week.of(DATE)},
    "week_compare": {"week": Week.of(DATE)},
    "link_make": {"week": Week.of(DATE)},
    "sharing": {},
    "reader_invite": {},
    "link_end": {"pk": "Ada's link"},
    "reader_end": {"pk": "Ada's reader"},
    "sharing_undo": {},
    "shared": {"token": "guess"},
    "shared_why": {"token": "guess", "tagname": "ZN"},
    "readings": {},
    "reading_join": {"token": "guess"},
    "reading": {"pk": "Ada's reader"},
    "reading_leave": {"pk": "Ada's reader"},
    "reading_week": {"pk": "Ada's reader", "week": Week.of(DATE)},
    "reading_why": {"pk": "Ada's reader", "week": Week.of(DATE), "tagname": "ZN"},
    "no_week": {"written": "abc"},
    "no_week_why": {"written": "abc", "tagname": "ZN"},
    "outbox": {},
    "offline": {},
    "my_data": {},
    "my_data_download": {},
    "my_data_read": {},
    "my_data_preview": {},
    "my_data_take_in": {},
    "erasure": {},
    "erasure_wait": {},
    "erasure_take_back": {},
    "profile": {},
    "preferences": {},
    "not_eaten": {},
    "not_eaten_remove": {"pk": "Ada's food not eaten"},
    "weekly_mail_stop": {"token": "guess"},
    "desk": {},
    "desk_drafts": {},
    "desk_publish": {},
    "desk_draft": {"pk": 1},
    "desk_effect": {"pk": 1},
    "desk_gaps": {},
    "desk_gaps_count": {},
    "desk_gaps_alias": {},
    "desk_doubles": {"foods": "900-1200"},
    "desk_doubles_apart": {"foods": "900-1200"},
    "desk_doubles_merge": {"foods": "900-1200"},
    "desk_apart_undo": {"pk": 1},
    "desk_draft_reason": {"pk": 1},
    "desk_draft_back": {"pk": 1},
    "desk_draft_publish": {"pk": 1},
    "desk_draft_withdraw": {"pk": 1},
    "desk_draft_restore": {"pk": 1},
    "desk_draft_rebase": {"pk": 1},
    "desk_draft_choose": {"pk": 1},
    "desk_take_back": {"pk": 1},
    "desk_releases": {},
    "desk_release": {"version": "2026.11.1"},
    "desk_release_back": {"version": "2026.11.1"},
    "desk_history": {"table": "foods", "key": ("900",)},
    "desk_history_back": {"table": "foods", "pk": 0, "key": ("900",)},
    "desk_files": {},
    "desk_export": {"table": "portions", "form": "csv"},
    "desk_import": {},
    "desk_import_preview": {"token": "guess"},
    "desk_import_discard": {"token": "guess"},
    "desk_people": {},
    "desk_appoint": {},
    "desk_role_end": {"pk": 1},
    "language": {},
    "manifest": {},
    "service_worker": {},
    "theme": {},
    "healthz": {},
    "readyz": {},
    "metrics": {},
    "favicon": {},
    "robots": {},
    "account_login": {},
    "account_logout": {},
    "account_signup": {},
    "account_inactive": {},
    "account_reauthenticate": {},
    "account_email": {},
    "account_email_verification_sent": {},
    "account_confirm_email": {"key": "guess"},
    "account_change_password": {},
    "account_set_password": {},
    "account_reset_password": {},
    "account_reset_password_done": {},
    "account_reset_password_from_key": {"uidb36": "1", "key": "guess"},
    "account_reset_password_from_key_done": {},
    "account_confirm_login_code": {},
    "security": {},
    "session_list": {},
    "session_end": {"pk": "Ada's session"},
    "session_end_others": {},
    "mfa_index": {},
    "mfa_authenticate": {},
    "mfa_reauthenticate": {},
    "mfa_activate_totp": {},
    "mfa_deactivate_totp": {},
    "mfa_view_recovery_codes": {},
    "mfa_generate_recovery_codes": {},
    "mfa_download_recovery_codes": {},
    "mfa_list_webauthn": {},
    "mfa_add_webauthn": {},
    "mfa_reauthenticate_webauthn": {},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_login_webauthn": {},
    "socialaccount_login_cancelled": {},
    "socialaccount_login_error": {},
    "socialaccount_signup": {},
    "socialaccount_connections": {},
    "openid_connect_login": {"provider_id": "sso"},
    "openid_connect_callback": {"provider_id": "sso"},
}
PUBLIC = {
    "shared",
    "shared_why",
    "offline",
    "language",
    "manifest",
    "service_worker",
    "weekly_mail_stop",
    "theme",
    "healthz",
    "readyz",
    "metrics",  # its own door: off, by a token, or for this machine
    "favicon",
    "robots",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}
ADMIN_IDS = {"object_id": "1", "app_label": "nutrients", "content_type_id": 1, "url": "anything"}
SECRET = "Midnight stew of Ada"


def routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}", pattern


ALL = dict(routes(get_resolver().url_patterns))
ADMIN = sorted(name for name in ALL if name.startswith("admin:") and name != "admin:None")


@pytest.fixture
def adas_entry(ada: User) -> Entry:
    food = Food.objects.create(owner=ada, name=SECRET, description=SECRET, data_type="t", category="c", source="s")
    portion = Portion.objects.create(food=food, description="1 bowl", grams=300)
    Day.objects.create(person=ada, date=DATE)
    later = timezone.now() + timedelta(days=7)
    carol = User.objects.create_user("carol@example.org", "carol@example.org")
    ShareLink.objects.create(person=ada, first_day=Week.of(DATE).first_day, token_hash="x", expires_at=later)
    Reader.objects.create(person=ada, reader=carol, name="C", token_hash="y", expires_at=later, accepted_at=later)
    words = {"text": SECRET, "state": Sentence.State.WAITING, "key": uuid4()}
    Sentence.objects.create(person=ada, eaten_on=DATE, meal=Meal.LUNCH, **words)
    recipe = SavedMeal.objects.create(person=ada, name=SECRET, servings=2)
    SavedFood.objects.create(saved_meal=recipe, portion=portion, quantity=2, grams=600)
    PlannedFood.objects.create(person=ada, date=DATE, portion=portion, quantity=1)
    Avoidance.objects.create(profile=ada.profile, words=SECRET)
    UserSession.objects.create(user=ada, ip="192.0.2.1", session_key="ada", user_agent=SECRET)
    helping = Helping.objects.create(person=ada, recipe=recipe, name=SECRET, servings=1)
    return Entry.objects.create(
        person=ada, eaten_on=DATE, meal=Meal.LUNCH, portion=portion, quantity=1, grams=300, helping=helping
    )


def url_of(name: str, entry: Entry | None = None) -> str:
    hers = {"Ada's entry": entry.pk if entry else 1, "Ada's food": entry.portion.food_id if entry else 1}
    hers |= {"Ada's link": pk_of(ShareLink, entry), "Ada's reader": pk_of(Reader, entry)}
    hers |= {"Ada's sentence": pk_of(Sentence, entry), "Ada's saved meal": pk_of(SavedMeal, entry)}
    hers |= {"Ada's helping": pk_of(Helping, entry), "Ada's plan": pk_of(PlannedFood, entry)}
    hers["Ada's session"] = UserSession.objects.get(user=entry.person).pk if entry else 1
    hers["Ada's food not eaten"] = entry.person.profile.avoidances.get().pk if entry else 1
    return reverse(name, kwargs={key: hers.get(str(value), value) for key, value in ROWS[name].items()})


def pk_of(model: type[Helping | PlannedFood | Reader | SavedMeal | Sentence | ShareLink], entry: Entry | None) -> int:
    return model.objects.of(entry.person).get().pk if entry else 1


def admin_url(name: str) -> str:
    wanted = ALL[name].pattern.regex.groupindex
    return reverse(name, kwargs={key: ADMIN_IDS[key] for key in wanted})


def knock(client: Client, url: str) -> list[HttpResponse]:
    return [client.get(url), client.post(url, {"key": uuid4()})]


def content_of(answer: HttpResponse) -> bytes:
    """Also of a file that is handed over piece by piece."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_every_address_has_a_row() -> None:
    assert {name for name in ALL if not name.startswith("admin:")} == set(ROWS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_stranger_gets_in_at_the_public_doors_only(client: Client, name: str) -> None:
    sign_in = reverse("account_login") + "?next="
    sent_away = [answer.headers.get("Location", "").startswith(sign_in) for answer in knock(client, url_of(name))]
    assert sent_away == [name not in PUBLIC] * 2


@pytest.mark.parametrize("name", sorted(ROWS))
def test_bob_meets_nothing_of_ada(name: str, adas_entry: Entry, bob_client: Client, shipped_tables: None) -> None:
    before = (list(Entry.objects.values()), list(Day.objects.filter(person=adas_entry.person).values()))
    for answer in knock(bob_client, url_of(name, adas_entry)):
        page = content_of(answer).decode(errors="replace")  # a PDF is no text
        assert SECRET not in page
        assert adas_entry.person.email not in page
        assert answer.status_code < 500
        if any(str(value).startswith("Ada's") for value in ROWS[name].values()):
            assert answer.status_code in {404, 405}
    assert (list(Entry.objects.values()), list(Day.objects.filter(person=adas_entry.person).values())) == before


@pytest.mark.parametrize("name", ADMIN)
def test_the_admin_is_for_staff(name: str, bob_client: Client) -> None:
    sign_in = (reverse("account_login"), reverse("admin:login"))  # the second leads on to the first
    for answer in knock(Client(), admin_url(name)):
        assert answer.headers.get("Location", "").startswith(sign_in)
    for answer in knock(bob_client, admin_url(name)):
        assert answer.status_code in {302, 403}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_answer_carries_the_policy_and_is_kept_nowhere(
    name: str, ada_client: Client, shipped_tables: None
) -> None:
    for answer in knock(ada_client, url_of(name)):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "no-store" in answer.headers["Cache-Control"]
        answer.close()
