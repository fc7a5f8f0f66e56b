"""What votes and bills are about: a few topics, under the many names that sheets give them."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse


class Topic(models.Model):
    """One of the topics that votes and bills are sorted by."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="topic_has_a_name_of_its_own"),
            models.UniqueConstraint(fields=["slug"], name="topic_has_an_address_of_its_own"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("scorecard:issue", args=[self.slug])

    def __str__(self) -> str:
        return self.name


class TopicName(models.Model):
    """What sheets call a topic, in lower case and trimmed."""

    name = models.CharField(max_length=120)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="topic_name_leads_to_one_topic"),
            models.CheckConstraint(
                condition=Q(name=Lower("name")) & ~Q(name=""), name="topic_name_is_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name
