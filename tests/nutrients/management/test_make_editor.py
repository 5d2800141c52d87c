import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_an_editor_may_do_everything_with_the_tables_and_nothing_else(ada):
    call_command("make_editor", "ADA@example.org", verbosity=0)
    ada = type(ada).objects.get(pk=ada.pk)
    assert ada.is_staff
    assert not ada.is_superuser
    tables = [model._meta.model_name for model in apps.get_app_config("nutrients").get_models()]
    wanted = {f"nutrients.{verb}_{table}" for table in tables for verb in ("view", "add", "change", "delete")}
    assert ada.get_all_permissions() == wanted


def test_twice_is_once_and_a_widened_group_is_narrowed_again(ada, bob):
    call_command("make_editor", "ada@example.org", verbosity=0)
    editors = Group.objects.get()
    editors.permissions.add(*editors.permissions.model.objects.filter(content_type__app_label="diary"))
    call_command("make_editor", "bob@example.org", verbosity=0)
    call_command("make_editor", "bob@example.org", verbosity=0)
    assert editors.user_set.count() == 2
    assert set(editors.permissions.values_list("content_type__app_label", flat=True)) == {"nutrients"}


def test_a_misspelt_address_is_told():
    with pytest.raises(CommandError, match=r"Nobody has the e-mail address adda@example\.org"):
        call_command("make_editor", "adda@example.org")
