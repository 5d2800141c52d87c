"""From an exported file to a draft: upload, preview, reason."""

from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desk.models import ImportedFile
from nutrients.models import ChangeSet, FoodNutrient
from tests.desk.cast import post

CHANGED = b"""\
fdc_id,derivation,source,ZN [mg],FE [mg],LUT+ZEA [mcg],ENERC_KCAL [kcal]
900,calculated,Test tables 1,{},0,,143
"""


def zinc(amount, name="eggs.csv"):
    return SimpleUploadedFile(name, CHANGED.replace(b"{}", amount.encode()))


def send(client, file, table="composition", **fields):
    return post(client, reverse("desk_import"), table=table, file=file, **fields)


def previewed(client, amount="1.4"):
    return send(client, zinc(amount))["Location"]


def test_tables_are_listed_and_come_as_files(desk_staff):
    page = desk_staff.as_ed.get(reverse("desk_files")).content.decode()
    assert reverse("desk_export", args=["composition", "xlsx"]) in page
    answer = desk_staff.as_ed.get(reverse("desk_export", args=["portions", "csv"]))
    assert answer["Content-Disposition"] == 'attachment; filename="portions.csv"'
    assert answer.content.startswith(b"fdc_id,position")
    assert desk_staff.as_ed.get(reverse("desk_export", args=["portions", "exe"])).status_code == 404
    assert desk_staff.as_ed.get(reverse("desk_export", args=["users", "csv"])).status_code == 404


def test_one_category(desk_staff):
    page = desk_staff.as_ed.get(reverse("desk_files"), {"category": "Mixed dishes"}).content.decode()
    assert "composition/" not in page
    assert "?category=Mixed%20dishes" in page
    address = reverse("desk_export", args=["foods", "csv"])
    answer = desk_staff.as_ed.get(address, {"category": 'Mixed "dishes"\r\n/../'})
    assert answer["Content-Disposition"] == 'attachment; filename="foods-mixed-dishes.csv"'


def test_a_file_becomes_a_draft_with_a_reason(desk_staff):
    address = previewed(desk_staff.as_ed)
    page = desk_staff.as_ed.get(address).content.decode()
    assert "<del>1.29 mg</del>" in page
    assert "<ins>1.4 mg</ins>" in page
    assert "eggs.csv" in page
    assert ChangeSet.objects.count() == 0
    answer = post(desk_staff.as_ed, address, reason="Measured anew")
    changeset = ChangeSet.objects.get()
    assert answer["Location"] == reverse("desk_draft", args=[changeset.pk])
    assert (changeset.state, changeset.origin, changeset.author) == ("draft", "file", desk_staff.ed)
    assert [(row.label, row.after["amount per 100 g"]) for row in changeset.rows.all()] == [("Egg · Zinc", "1.4")]
    assert FoodNutrient.objects.get(food__fdc_id=900, nutrient="ZN").amount == 1.29
    assert desk_staff.as_ed.get(address).status_code == 404
    assert not ImportedFile.objects.exists()


def test_without_a_reason_nothing_is_drafted_and_the_file_is_kept(desk_staff):
    address = previewed(desk_staff.as_ed)
    answer = post(desk_staff.as_ed, address, reason=" ")
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert ChangeSet.objects.count() == 0
    assert desk_staff.as_ed.get(address).status_code == 200


def test_a_warning_asks_why(desk_staff):
    address = previewed(desk_staff.as_ed, "12.9")
    page = desk_staff.as_ed.get(address).content.decode()
    assert "check the decimal point" in page
    assert 'name="override"' in page
    post(desk_staff.as_ed, address, reason="Measured anew", override="It was wrong before")
    assert ChangeSet.objects.get().override == "It was wrong before"


def test_a_file_that_changes_nothing_says_so(desk_staff):
    page = desk_staff.as_ed.get(previewed(desk_staff.as_ed, "1.29")).content.decode()
    assert "nothing would change" in page
    assert 'name="reason"' not in page


def test_rejected_rows_are_shown_with_their_place(desk_staff):
    page = desk_staff.as_ed.get(previewed(desk_staff.as_ed, '"1,5"')).content.decode()
    assert "Line 2, ZN [mg]:" in page
    assert "write 1.5." in page


def test_what_cannot_be_read_is_answered_beside_the_file(desk_staff):
    answer = send(desk_staff.as_ed, SimpleUploadedFile("table.xlsx", b"%PDF-1.7"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The file is a PDF" in page
    assert '<option value="composition" selected' in page
    assert send(desk_staff.as_ed, SimpleUploadedFile("a.csv", b"")).status_code == 422
    assert send(desk_staff.as_ed, zinc("1"), table="releases").status_code == 422


def test_a_name_with_anything_in_it_is_only_shown(desk_staff):
    address = send(desk_staff.as_ed, zinc("1.4", "<b>’\r\nX: y.csv"))["Location"]
    answer = desk_staff.as_ed.get(address)
    assert "&lt;b&gt;" in answer.content.decode()
    assert "<b>’" not in answer.content.decode()


def test_a_preview_is_its_senders_alone(desk_staff):
    address = previewed(desk_staff.as_ed)
    assert desk_staff.as_rita.get(address).status_code == 404
    assert post(desk_staff.as_rita, address, reason="Mine").status_code == 404
    assert post(desk_staff.as_ed, f"{address}discard/")["Location"] == reverse("desk_import")
    assert desk_staff.as_ed.get(address).status_code == 404


def test_the_same_upload_twice_is_kept_once_and_another_file_is_asked_about(desk_staff):
    fields = {"key": uuid4(), "table": "composition"}
    address = reverse("desk_import")
    first, again = (desk_staff.as_ed.post(address, fields | {"file": zinc("1.4")}) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert ImportedFile.objects.count() == 1
    other = desk_staff.as_ed.post(address, fields | {"file": zinc("1.5")})
    assert other.status_code == 422
    assert ImportedFile.objects.count() == 1
