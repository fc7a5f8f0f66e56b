"""A picture in a form: what is sent is made small, and loses all that it says beside its points."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from scorecard.errors import NoPhoto
from scorecard.photos import LARGEST_FILE, made_small

ACCEPTED = "image/jpeg,image/png,image/webp"


class PictureField(forms.FileField):
    """Gives the small JPEG as bytes; None where nothing was sent."""

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        file = super().clean(data, initial)
        if not file:
            return None
        # Before anything of it is read into memory.
        if file.size > LARGEST_FILE:
            raise ValidationError(f"The picture is larger than {LARGEST_FILE // 1024**2} MB.")
        try:
            return made_small(file.read())
        except NoPhoto as refusal:
            raise ValidationError(str(refusal)) from refusal

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ACCEPTED}
