"""manage.py build_how_we_count: write the page for club secretaries anew."""

from typing import Any

from django.core.management.base import BaseCommand

from endorsements.rulebook import markdown


class Command(BaseCommand):
    help = "Write docs/how-we-count.md from the rules and from examples that are counted anew."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        markdown.TARGET.write_text(markdown.document(), encoding="utf-8")
        self.stdout.write(f"Written: {markdown.TARGET}")
