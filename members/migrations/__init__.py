"""Schema of the members app, and how each app makes its tables at once."""

from django.db import migrations


class CreateModels(migrations.SeparateDatabaseAndState):
    """`CreateModel` for many models, which are rendered once all of them are known.

    Django renders a model anew, with everything it is related to, after each operation that
    touches it: of an empty database's way to all tables that was nine tenths of the time.
    """

    def __init__(self, models):
        super().__init__(database_operations=models, state_operations=models)

    def deconstruct(self):
        return type(self).__name__, [self.database_operations], {}

    def state_forwards(self, app_label, state):
        if "apps" in vars(state):
            del state.apps  # renders all models when it is next asked for
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.database_operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.database_operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.database_operations)} models"
