"""Everything lost: whoever runs the server takes the second factor off."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from tests.accounts.security.cast import is_signed_in, sign_in, with_app, with_recovery_codes


def test_the_password_alone_opens_it_again_and_old_sessions_are_over(ada: User, bob: User, client: Client) -> None:
    sign_in(client, ada)
    with_app(ada)
    with_recovery_codes(ada)
    with_app(bob)
    call_command("remove_second_factor", "ADA@example.org", verbosity=0)
    assert not is_signed_in(client)
    sign_in(client, ada)
    assert is_signed_in(client)
    assert bob.authenticator_set.count() == 1


def test_who_has_none_or_is_not_there_is_said(ada: User) -> None:
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("remove_second_factor", ada.email)
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("remove_second_factor", "nobody@example.org")
