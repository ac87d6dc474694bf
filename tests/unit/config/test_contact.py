"""A contact at which nobody can be reached is known as a placeholder."""

import pytest

from pipeline.config.fields import contact_problem, placeholder_contact


@pytest.mark.parametrize(
    "contact",
    [
        "",
        "desk@example.org",
        "desk@Example.COM",
        "desk@mail.example.net",
        "desk@firm.example",
        "desk@firm.invalid",
        "desk@localhost",
        "desk@firm.test",
        "https://example.org/bots",
        "https://www.example.com/@desk",
        "http://localhost/",
        "https://firm.example/?mail=a@b.org",
        "nothing",
    ],
)
def test_an_empty_contact_and_one_under_a_name_for_examples_is_a_placeholder(contact: str) -> None:
    assert placeholder_contact(contact)


@pytest.mark.parametrize(
    "contact",
    [
        "desk@lantern-works.internal",
        "https://lantern-works.internal/bots",
        "desk@myexample.internal",
        "a@examples.internal",
    ],
)
def test_any_other_contact_is_none(contact: str) -> None:
    assert not placeholder_contact(contact)
    assert contact_problem(contact) == ""


@pytest.mark.parametrize(
    "contact", ["", "desk", "desk@", "a b@c.internal", "desk@c.internal\n", "mailto:desk@c.internal"]
)
def test_what_is_neither_a_mail_address_nor_a_page_is_told(contact: str) -> None:
    assert "is neither a mail address nor a page; write one such as 'desk@example.org'" in contact_problem(contact)
