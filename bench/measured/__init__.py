"""What `bench.tally` runs beside its servers. Importing it makes Django ready."""

import django

django.setup()
