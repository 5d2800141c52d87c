"""Which rows of a person are in the file, column by column; and which are not, with the reason.

A test walks every model that leads to a person and fails for one that is neither here nor left out.
"""

from dataclasses import dataclass

from django.db import models

from diary.models import (
    CheckIn,
    Day,
    Entry,
    Helping,
    PlannedFood,
    Reader,
    Reading,
    SavedFood,
    SavedMeal,
    SavedReport,
    Sentence,
    ShareLink,
    TaughtPhrase,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One member of the file.

    fields  columns written as they are
    joined  (name in the file, what it is looked up by); "food" and "helping" are written as names of the file
    owner   lookups that lead to the person, any of them
    is_told only told, never taken in again: a link that was given away must not come back to life
    """

    name: str
    model: type[models.Model]
    fields: tuple[str, ...]
    joined: tuple[tuple[str, str], ...] = ()
    owner: tuple[str, ...] = ("person",)
    is_told: bool = False

    @property
    def member(self) -> str:
        return f"{self.name}.jsonl"


OF_PORTION = (("food", "portion__food"), ("portion", "portion__description"))
TABLES = (
    Table("days", Day, ("date", "complete", "typical")),
    Table("check_ins", CheckIn, ("date", "stress", "gut_comfort", "stool_form", "note")),
    Table(
        "sentences", Sentence,
        ("key", "eaten_on", "meal", "text", "not_understood", "state", "written_at", "created_at"),
    ),
    Table("saved_meals", SavedMeal, ("name", "meal", "servings", "cooked_grams", "changed_at")),
    Table(
        "saved_foods", SavedFood, ("quantity", "grams"), (("saved_meal", "saved_meal__name"), *OF_PORTION),
        ("saved_meal__person",),
    ),
    Table("helpings", Helping, ("name", "servings", "grams"), (("helping", "pk"), ("recipe", "recipe__name"))),
    Table(
        "entries", Entry, ("key", "eaten_on", "meal", "quantity", "grams", "assumed", "created_at"),
        (*OF_PORTION, ("sentence", "sentence__key"), ("helping", "helping")),
    ),
    Table("planned_foods", PlannedFood, ("date", "quantity", "reason"), OF_PORTION),
    Table(
        "taught_phrases", TaughtPhrase, ("phrase", "quantity"),
        (("food", "food"), ("portion", "portion__description")),
    ),
    Table("kept_reports", SavedReport, ("first_day", "release", "report", "closed_at")),
    Table(
        "share_links", ShareLink,
        ("first_day", "shows_name", "shows_notes", "created_at", "expires_at", "revoked_at"), is_told=True,
    ),
    Table(
        "readers", Reader, ("name", "scope", "created_at", "expires_at", "accepted_at", "revoked_at"), is_told=True
    ),
    Table("readings", Reading, ("what", "at"), owner=("link__person", "reader__person"), is_told=True),
    Table("reads_others", Reader, ("scope", "accepted_at", "revoked_at"), owner=("reader",), is_told=True),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

# Held by accounts.my_account, and by the foods of the file.
HELD_ELSEWHERE = frozenset({
    "accounts.User", "accounts.Profile", "accounts.Avoidance", "accounts.ErasureRequest", "account.EmailAddress",
    "mfa.Authenticator", "usersessions.UserSession", "socialaccount.SocialAccount", "nutrients.Food",
    "nutrients.Portion", "nutrients.FoodNutrient", "nutrients.GroupShare", "nutrients.ChangeSet",
})  # fmt: skip
LEFT_OUT = {
    "account.EmailConfirmation": "A code in a mail that proves an address; it ends within days.",
    "socialaccount.SocialToken": "A secret between this server and another one; none is kept.",
    "admin.LogEntry": "Which rows of the tables an editor opened and saved; the changes themselves are told.",
    "accounts.User_groups": "Rights on this server, given by who runs it.",
    "accounts.User_user_permissions": "Rights on this server, given by who runs it.",
    "auth.Group_permissions": "What a right on this server allows; it is about no person.",
    "diary.Submission": "Marks that a form was carried out, so that it is not done twice; no content, gone in a week.",
    "desk.DifferentFoods": "Which foods of the tables an editor said are two; it is about the tables alone.",
    "desk.ImportedFile": "A table that an editor sent as a file; it is on their own computer, and goes within a day.",
    "nutrients.RowChange": "The rows of the tables that an editor changed; they are the tables’ own history.",
}
LEFT_OUT_FIELDS = {
    "diary.ShareLink.token_hash": "The fingerprint of a secret.",
    "diary.Reader.token_hash": "The fingerprint of a secret.",
    "diary.Reader.reader": "Somebody else’s account; the name you gave them is told.",
    "diary.Reading.link": "Through which link it was opened; the link’s fingerprint is a secret.",
    "diary.Reading.reader": "Somebody else’s account.",
    "nutrients.Food.owner": "You: all foods told in full are yours.",
    "nutrients.Food.fdc_id": "Foods of your own have no number of the tables.",
    "nutrients.Food.food_code": "Foods of your own have no survey code.",
    "nutrients.Food.is_common": "Said of foods of the tables only.",
    "nutrients.Food.is_imported": "Said of foods of downloads only.",
}
