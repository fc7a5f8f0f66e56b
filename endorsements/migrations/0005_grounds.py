from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("endorsements", "0004_run_off_of"),
        ("members", "0004_standing"),
    ]

    operations = []
