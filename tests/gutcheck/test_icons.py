from django.template import Context, Template
from lucide.templatetags import lucide


def test_an_icon_is_the_packages_own():
    page = Template('{% load lucide %}{% lucide "sun" size=22 aria_hidden="true" %}').render(Context())
    assert page == lucide.lucide("sun", size=22, aria_hidden="true")
    assert 'width="22"' in page
    assert 'aria-hidden="true"' in page
