"""manage.py create_staff EMAIL: the first staff account, or the way back in after a lock-out."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.crypto import get_random_string

from members import logins

GENERATED_LENGTH = 20


class Command(BaseCommand):
    help = "Make a login with all rights, or give an existing one all rights and a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--generate", action="store_true", help="print a made-up password; ask nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        password = get_random_string(GENERATED_LENGTH) if options["generate"] else getpass()
        try:
            validate_email(email)
            validate_password(password)
            logins.make_staff(email, password=password)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(
            f"{email} can log in and has all rights in the admin. Before it opens, the first "
            "log-in sets up an authenticator app or a passkey."
        )
        if options["generate"]:
            self.stdout.write(f"Password: {password}")
