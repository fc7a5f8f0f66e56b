from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("endorsements", "0005_grounds"),
        ("members", "0005_proposals"),
    ]

    operations = []
