"""Rows that get a short name for the public record without anybody thinking of one."""

from unfold.forms import PaginationInlineFormSet

from endorsements.admin.naming import free_key


class KeyedFormSet(PaginationInlineFormSet):
    """Gives each row its key from the words in `named_by`.

    A key follows its words for as long as they can be edited, so that the record of a round never
    calls somebody by a name that was mistyped or replaced in the draft. `words_from` are fields
    that other words come with.
    """

    named_by: tuple[str, ...] = ()
    words_from: tuple[str, ...] = ()
    otherwise = ""
    reserved: tuple[str, ...] = ()

    def save_new(self, form, commit=True):
        self._name(form)
        return super().save_new(form, commit=commit)

    def save_existing(self, form, obj, commit=True):
        if not {*self.named_by, *self.words_from}.isdisjoint(form.changed_data):
            self._name(form)
        return super().save_existing(form, obj, commit=commit)

    def _name(self, form):
        words = " ".join(getattr(form.instance, field) for field in self.named_by)
        others = {other.instance.key for other in self.forms if other is not form}
        taken = others.union(self.reserved)
        form.instance.key = free_key(words, taken=taken, otherwise=self.otherwise)
