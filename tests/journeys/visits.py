"""Every page of the site and the states that look different: who goes where, and what they do there first."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

Act = Callable[[Page], None]
ADA, BOB, NOBODY = "ada", "bob", "nobody"
ED, RITA, MAX = "ed", "rita", "max"  # edits, reviews, is the admin


@dataclass(frozen=True, slots=True)
class Visit:
    """route: a name in test_doors. address: what it looks like, the names of Furnished in braces."""

    route: str
    address: str
    who: str = ADA
    act: Act | None = None
    status: int = 200

    def __str__(self) -> str:
        return f"{self.who} {self.address}" + (f" {self.act.__name__}" if self.act else "")


def preview_open(page: Page) -> None:
    page.get_by_label("What did you eat?").fill("2 eggs, a glass of milk, gloop and a banana")
    expect(page.locator("#preview .gc-prow")).to_have_count(4)


def amount_refused(page: Page) -> None:
    page.locator(".gc-rows .gc-item").first.click()
    page.locator("form.gc-amount [name=quantity]").fill("lots")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errorlist").first).to_be_visible()


def foods_found(page: Page) -> None:
    page.get_by_role("link", name="Search foods").click()
    expect(page.get_by_label("Find a food")).to_be_focused()
    page.keyboard.type("milk")
    expect(page.locator("[role=listbox] [role=option]").first).to_be_visible()


def row_open(page: Page) -> None:
    page.locator(".gc-rows .gc-item").first.click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()


def shortcuts_open(page: Page) -> None:
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def close_and_feel(page: Page) -> None:
    page.get_by_text("How did the day feel?").click()
    expect(page.get_by_role("radio", name="A little")).to_be_visible()


def removed(page: Page) -> None:
    page.locator("summary[aria-label^='Copy, move']").first.click()
    page.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def sent_empty(page: Page) -> None:
    """Send the longest form of the page with nothing in it, past the browser's own check."""
    page.evaluate("""() => {
      const forms = [...document.querySelectorAll("main form[method=post]")];
      const form = forms.sort((one, other) => other.elements.length - one.elements.length)[0];
      for (const field of form.querySelectorAll("input[type=text], input[type=email], textarea"))
        field.value = "";
      form.noValidate = true;
      form.requestSubmit();
    }""")
    expect(page.locator(".errorlist").first).to_be_visible()


def no_file_sent(page: Page) -> None:
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".errorlist").first).to_be_visible()


def link_made(page: Page) -> None:
    page.get_by_text("Make a link that shows this report").click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_label("Address to copy")).to_be_visible()


def file_previewed(page: Page) -> None:
    """One row is new, one is rejected, and its separators are told."""
    words = b"phrase;means;note\ngloopy;porridge;\ngloopy;porridge;again\n"
    page.get_by_label("Table", exact=True).select_option("food_aliases")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "aliases.csv", "mimeType": "text/csv", "buffer": words}
    )
    page.get_by_role("button", name="Look at the changes").click()
    expect(page.get_by_role("heading", name="What the file would change")).to_be_visible()


def numbers_hidden(page: Page) -> None:
    """Stays so for the person: the last of their visits."""
    page.get_by_role("button", name="Hide numbers").click()
    expect(page.get_by_role("button", name=re.compile("^Show numbers"))).to_be_visible()


DAY = (
    Visit("day_today", "/day/"),
    Visit("day_today", "/day/", act=preview_open),
    Visit("day_today", "/day/", act=amount_refused),
    Visit("day_today", "/day/", act=foods_found),
    Visit("day_today", "/day/", act=row_open),
    Visit("day_today", "/day/", act=shortcuts_open),
    Visit("day_today", "/day/", act=close_and_feel),
    Visit("day_today", "/day/", BOB),
    Visit("day", "/day/{logged}/"),
    Visit("day", "/day/{logged}/", act=removed),
    Visit("day", "/day/2027-03-01/"),
    Visit("entry", "/entries/{entry}/"),
    Visit("shortcuts", "/shortcuts/"),
    Visit("offline", "/offline/"),
    Visit("day_copy", "/day/{today}/copy/", status=405),
    Visit("saved_meal_list", "/meals/"),
    Visit("saved_meal_list", "/meals/", BOB),
    Visit("saved_meal", "/meals/{saved}/"),
    Visit("saved_meal_new", "/meals/new/"),
    Visit("saved_meal_new", "/meals/new/?day={logged}&meal=lunch"),
    Visit("saved_meal_new", "/meals/new/", act=sent_empty),
    Visit("saved_meal_edit", "/meals/{saved}/edit/"),
    Visit("food_list", "/foods/"),
    Visit("food_list", "/foods/?q=milk"),
    Visit("food_list", "/foods/?q=zzzzz"),
    Visit("food", "/foods/{food}/"),
    Visit("food", "/foods/{own}/"),
    Visit("food", "/foods/{supplement}/"),
    Visit("food", "/foods/99999999/", status=404),
    Visit("food_new", "/foods/new/"),
    Visit("food_new", "/foods/new/", act=sent_empty),
    Visit("food_edit", "/foods/{own}/edit/"),
    Visit("supplement_new", "/supplements/new/"),
    Visit("supplement_new", "/supplements/new/", act=sent_empty),
    Visit("supplement_edit", "/supplements/{supplement}/edit/"),
)
REPORT = (
    Visit("week", "/week/{week}/"),
    Visit("week", "/week/{week}/", act=link_made),
    Visit("week", "/week/{kept}/"),
    Visit("week", "/week/2025-W02/"),
    Visit("week", "/week/2030-W02/"),
    Visit("week_latest", "/week/", BOB),
    Visit("no_week", "/week/abc/", status=404),
    Visit("week_why", "/week/{week}/why/ZN/"),
    Visit("week_why", "/week/{week}/why/VITD/"),
    Visit("week_why", "/week/{week}/why/LIVECULT/"),
    Visit("week_why", "/week/2025-W02/why/ZN/"),
    Visit("week_compare", "/week/{kept}/compare/"),
    Visit("week_what_if", "/week/{week}/what-if/"),
    Visit("week_what_if", "/week/{week}/what-if/?reference_set=EFSA&diet=vegan"),
    Visit("week_summary", "/week/{week}/summary/"),
    Visit("trends", "/trends/"),
    Visit("trends", "/trends/", BOB),
    Visit("nutrient_list", "/nutrients/"),
    Visit("nutrient", "/nutrients/ZN/"),
    Visit("nutrient", "/nutrients/ZN/?weeks=26"),
    Visit("nutrient", "/nutrients/LIVECULT/"),
    Visit("nutrient", "/nutrients/ZN/", BOB),
    Visit("sharing", "/sharing/"),
    Visit("sharing", "/sharing/", act=sent_empty),
    Visit("sharing", "/sharing/", BOB),
    Visit("shared", "/shared/{link}/", NOBODY),
    Visit("shared", "/shared/{link}x/", NOBODY, status=404),
    Visit("shared_why", "/shared/{link}/why/ZN/", NOBODY),
    Visit("readings", "/readings/"),
    Visit("readings", "/readings/", BOB),
    Visit("reading", "/readings/{reader}/", BOB),
    Visit("reading_week", "/readings/{reader}/{week}/", BOB),
    Visit("reading_why", "/readings/{reader}/{week}/why/ZN/", BOB),
    Visit("reading_join", "/readings/join/{invitation}/", BOB),
    Visit("reading_join", "/readings/join/guess/", BOB, status=404),
    Visit("week", "/week/{week}/", act=numbers_hidden),
    Visit("week_why", "/week/{week}/why/ZN/"),
    Visit("trends", "/trends/"),
    Visit("nutrient", "/nutrients/ZN/"),
)
PERSON = (
    Visit("my_data", "/my-data/"),
    Visit("my_data", "/my-data/", act=no_file_sent),
    Visit("erasure", "/accounts/erasure/"),
    Visit("profile", "/accounts/profile/"),
    Visit("profile", "/accounts/profile/?first", BOB),
    Visit("preferences", "/accounts/preferences/"),
    Visit("not_eaten", "/accounts/foods-not-eaten/"),
    Visit("not_eaten", "/accounts/foods-not-eaten/", act=sent_empty),
    Visit("weekly_mail_stop", "/accounts/weekly-mail/stop/{stop}/", NOBODY),
    Visit("weekly_mail_stop", "/accounts/weekly-mail/stop/guess/", NOBODY, status=404),
    Visit("account_login", "/accounts/login/", NOBODY),
    Visit("account_login", "/accounts/login/", NOBODY, act=sent_empty),
    Visit("account_logout", "/accounts/logout/"),
    Visit("account_signup", "/accounts/signup/", NOBODY),
    Visit("account_signup", "/accounts/signup/", NOBODY, act=sent_empty),
    Visit("account_inactive", "/accounts/inactive/", NOBODY),
    Visit("account_reauthenticate", "/accounts/reauthenticate/"),
    Visit("account_email", "/accounts/email/"),
    Visit("account_email_verification_sent", "/accounts/confirm-email/", NOBODY),
    Visit("account_confirm_email", "/accounts/confirm-email/guess/", NOBODY),
    Visit("account_change_password", "/accounts/password/change/"),
    Visit("account_reset_password", "/accounts/password/reset/", NOBODY),
    Visit("account_reset_password_done", "/accounts/password/reset/done/", NOBODY),
    Visit("account_reset_password_from_key", "/accounts/password/reset/key/1-guess/", NOBODY, status=404),
    Visit("account_reset_password_from_key_done", "/accounts/password/reset/key/done/", NOBODY),
    Visit("security", "/accounts/security/"),
    Visit("session_list", "/accounts/sessions/"),
    Visit("socialaccount_login_cancelled", "/accounts/3rdparty/login/cancelled/", NOBODY),
    Visit("socialaccount_login_error", "/accounts/3rdparty/login/error/", status=401),
    Visit("socialaccount_connections", "/accounts/3rdparty/"),
)
DESK = (
    Visit("desk", "/desk/", ED),
    Visit("desk", "/desk/", RITA),
    Visit("desk", "/desk/", BOB, status=403),
    Visit("desk_drafts", "/desk/drafts/", ED),
    Visit("desk_drafts", "/desk/drafts/?state=review", RITA),
    Visit("desk_drafts", "/desk/drafts/?state=withdrawn", RITA),
    Visit("desk_draft", "/desk/drafts/{draft}/", ED),
    Visit("desk_draft", "/desk/drafts/{draft}/", ED, act=sent_empty),
    Visit("desk_draft", "/desk/drafts/{sent}/", ED),
    Visit("desk_draft", "/desk/drafts/{sent}/", RITA),
    Visit("desk_draft", "/desk/drafts/{upgrade}/", RITA),
    Visit("desk_draft", "/desk/drafts/{published}/", RITA),
    Visit("desk_draft", "/desk/drafts/{withdrawn}/", ED),
    Visit("desk_effect", "/desk/drafts/{draft}/effect/", ED),
    Visit("desk_gaps", "/desk/gaps/", ED),
    Visit("desk_doubles", "/desk/gaps/doubles/{fdc_id}-{other}/", ED),
    Visit("desk_doubles", "/desk/gaps/doubles/{fdc_id}-{other}/", ED, act=sent_empty),
    Visit("desk_doubles", "/desk/gaps/doubles/1-2/", ED, status=404),
    Visit("desk_releases", "/desk/releases/", ED),
    Visit("desk_release", "/desk/releases/{release}/", ED),
    Visit("desk_history", "/desk/history/food_aliases/gloop/porridge/", ED),
    Visit("desk_history", "/desk/history/foods/{fdc_id}/", ED),
    Visit("desk_files", "/desk/files/", ED),
    Visit("desk_import", "/desk/files/import/", ED),
    Visit("desk_import", "/desk/files/import/", ED, act=sent_empty),
    Visit("desk_import_preview", "/desk/files/import/", ED, act=file_previewed),
    Visit("desk_import_preview", "/desk/files/import/guess/", ED, status=404),
    Visit("desk_people", "/desk/people/", MAX),
    Visit("desk_people", "/desk/people/", MAX, act=sent_empty),
)
ADMIN = (
    Visit("admin:index", "/admin/", ED),
    Visit("admin:nutrients_food_changelist", "/admin/nutrients/food/", ED),
    Visit("admin:nutrients_food_changelist", "/admin/nutrients/food/?q=milk", ED),
    Visit("admin:nutrients_food_change", "/admin/nutrients/food/{food}/change/", ED),
    Visit("admin:nutrients_food_add", "/admin/nutrients/food/add/", ED),
    Visit("admin:nutrients_foodgroup_changelist", "/admin/nutrients/foodgroup/", ED),
    Visit("admin:nutrients_foodgroup_change", "/admin/nutrients/foodgroup/1/change/", ED),
    Visit("admin:nutrients_nutrient_change", "/admin/nutrients/nutrient/ZN/change/", ED),
    Visit("admin:nutrients_referenceintake_changelist", "/admin/nutrients/referenceintake/", ED),
    Visit("admin:nutrients_rulesetting_changelist", "/admin/nutrients/rulesetting/", ED),
    Visit("admin:nutrients_rulesetting_change", "/admin/nutrients/rulesetting/minimum_5Fdays/change/", ED),
)
ROOMS = {"desk": DESK, "admin": ADMIN, "day": DAY, "report": REPORT, "person": PERSON}

# Sent by a form; they lead to a page that is visited.
ACTS = (
    "desk_appoint", "desk_draft_back", "desk_draft_choose", "desk_draft_publish", "desk_draft_reason",
    "desk_draft_rebase", "desk_draft_restore", "desk_draft_withdraw", "desk_gaps_count", "desk_history_back",
    "desk_apart_undo", "desk_doubles_apart", "desk_doubles_merge", "desk_gaps_alias", "desk_publish",
    "desk_import_discard", "desk_release_back", "desk_role_end", "desk_take_back",
    "day_ask_no_more", "day_close", "day_copy_to", "day_felt", "day_forgot", "entry_add", "entry_delete",
    "entry_restore", "food_again", "food_delete", "food_swap", "food_swap_undo", "helping", "helping_delete",
    "helping_split", "language", "link_end", "link_make", "meal_add", "meal_copy", "meal_move", "meal_read",
    "meal_remove", "my_data_read", "my_data_take_in", "erasure_take_back", "not_eaten_remove",
    "plan_add", "plan_drop", "plan_log", "plan_undo", "planned", "reader_end",
    "reader_invite", "reading_leave", "saved_meal_delete", "saved_meal_log", "saved_meal_restore", "sentence_leave",
    "sharing_undo", "theme", "week_keep", "week_numbers", "week_open", "week_open_undo",
)  # fmt: skip
NO_PAGES = dict.fromkeys(ACTS, "an act") | {
    "home": "leads to the day",
    "desk_export": "a file",
    "week_csv": "a file",
    "my_data_download": "a file",
    "my_data_preview": "visited in its own journey, with a file",
    "erasure_wait": "visited in its own journey, by a closed account",
    "week_pdf": "a file",
    "manifest": "a file",
    "service_worker": "a file",
    "favicon": "a file",
    "robots": "a file",
    "healthz": "for machines",
    "readyz": "for machines",
    "metrics": "for machines",
    "outbox": "for scripts",
    "food_search": "a part of the day, visited there",
    "no_week_why": "the same page as no_week",
    "account_set_password": "leads elsewhere: everybody here has a password",
    "account_confirm_login_code": "leads elsewhere: no codes are sent",
    "session_end": "an act",
    "session_end_others": "an act",
    "mfa_index": "leads to security",
    "mfa_list_webauthn": "leads to security",
    "mfa_login_webauthn": "for scripts",
    "mfa_download_recovery_codes": "codes are shown once, and not as a file",
    "socialaccount_signup": "leads elsewhere without a provider's answer",
    "openid_connect_login": "no provider is named here",
    "openid_connect_callback": "no provider is named here",
} | dict.fromkeys(
    (
        "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    ),
    "asks for the password first; looked at in test_second_factor.py",
)  # fmt: skip
