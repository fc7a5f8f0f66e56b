"""manage.py build_verifier: write the auditor's program anew after a change in its sources."""

from typing import Any

from django.core.management.base import BaseCommand

from endorsements.verifier import bundle


class Command(BaseCommand):
    help = "Write endorsements/verifier/dist/verify.py from the sources it is made of."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        bundle.TARGET.parent.mkdir(exist_ok=True)
        bundle.TARGET.write_text(bundle.bundle(bundle.read_sources()), encoding="utf-8")
        self.stdout.write(f"Written: {bundle.TARGET}")
