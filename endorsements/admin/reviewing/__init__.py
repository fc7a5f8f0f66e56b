"""Staff's part in what helps members decide: recommendation, links, moderation, quotes."""

from endorsements.admin.reviewing.posts import PostAdmin
from endorsements.admin.reviewing.reading import ReadingMatterAdmin
from endorsements.admin.reviewing.recommendations import RecommendationAdmin

__all__ = ["PostAdmin", "ReadingMatterAdmin", "RecommendationAdmin"]
