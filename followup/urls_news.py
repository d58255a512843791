"""`/pilotage/courriels/nouvelles/`, which comes before the addresses of the journal's letters."""

from django.urls import path, re_path

from followup.views import news

NEWS = "pilotage/courriels/nouvelles/"

urlpatterns = [
    path(NEWS, news.campaigns, name="news"),
    path(f"{NEWS}<slug:reference>/", news.campaign, name="news_campaign"),
    re_path(
        rf"^{NEWS}(?P<reference>[-\w]+)/(?P<action>envoyer|reprendre|supprimer)/$",
        news.campaign_act,
        name="news_act",
    ),
]
