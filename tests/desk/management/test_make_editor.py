import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from accounts.models import User
from desk.roles import Role, role_of

pytestmark = pytest.mark.django_db


def tables_rights() -> set[str]:
    tables = [model._meta.model_name for model in apps.get_app_config("nutrients").get_models()]
    return {f"nutrients.{verb}_{table}" for table in tables for verb in ("view", "add", "change", "delete")}


def test_an_editor_may_do_everything_with_the_tables_but_publish_and_nothing_else(ada):
    call_command("make_editor", "ADA@example.org", verbosity=0)
    ada = User.objects.get(pk=ada.pk)
    assert ada.is_staff
    assert not ada.is_superuser
    assert ada.get_all_permissions() == tables_rights()
    assert role_of(ada) is Role.EDITOR


def test_a_reviewer_may_publish_too(ada):
    call_command("make_editor", "ada@example.org", "--reviewer", verbosity=0)
    ada = User.objects.get(pk=ada.pk)
    assert ada.get_all_permissions() == tables_rights() | {"nutrients.review_changeset"}
    assert role_of(ada) is Role.REVIEWER


def test_a_role_is_given_in_place_of_the_other_and_taken_away(ada):
    call_command("make_editor", "ada@example.org", "--reviewer", verbosity=0)
    call_command("make_editor", "ada@example.org", verbosity=0)
    assert not User.objects.get(pk=ada.pk).has_perm("nutrients.review_changeset")
    call_command("make_editor", "ada@example.org", "--no-longer", verbosity=0)
    ada = User.objects.get(pk=ada.pk)
    assert (ada.is_staff, ada.get_all_permissions(), role_of(ada)) == (False, set(), Role.NONE)


def test_twice_is_once_and_a_widened_group_is_narrowed_again(ada, bob):
    call_command("make_editor", "ada@example.org", verbosity=0)
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(*editors.permissions.model.objects.filter(content_type__app_label="diary"))
    editors.permissions.add(editors.permissions.model.objects.get(codename="review_changeset"))
    call_command("make_editor", "bob@example.org", verbosity=0)
    call_command("make_editor", "bob@example.org", verbosity=0)
    assert editors.user_set.count() == 2
    assert User.objects.get(pk=bob.pk).get_all_permissions() == tables_rights()


def test_a_misspelt_address_is_told():
    with pytest.raises(CommandError, match=r"Nobody has the e-mail address adda@example\.org"):
        call_command("make_editor", "adda@example.org")


def test_an_admin_stays_what_they_are(ada):
    User.objects.filter(pk=ada.pk).update(is_superuser=True, is_staff=True)
    with pytest.raises(CommandError, match="is an admin"):
        call_command("make_editor", "ada@example.org", "--no-longer")
    assert User.objects.get(pk=ada.pk).is_staff
