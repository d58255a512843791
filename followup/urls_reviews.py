"""What was said at the end of the pairs, for the team."""

from django.urls import path, re_path

from followup.views import reviews

urlpatterns = [
    path("", reviews.closing_reviews, name="closing_reviews"),
    re_path(r"^(?P<pk>\d{1,18})/(?P<action>relu|a-relire)/$", reviews.act, name="closing_review_act"),
]
