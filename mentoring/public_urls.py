from django.urls import path

from mentoring.views import public

urlpatterns = [
    path("", public.home, name="home"),
    path("devenir-mentor/", public.become_mentor, name="become_mentor"),
    path("trouver-un-mentor/", public.find_mentor, name="find_mentor"),
    path("charte/", public.charter, name="charter"),
    path("questions/", public.questions, name="questions"),
    path("confidentialite/", public.privacy, name="privacy"),
    path("mentions-legales/", public.legal, name="legal"),
    path("accessibilite/", public.accessibility_statement, name="accessibility_statement"),
    path("robots.txt", public.robots, name="robots"),
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("favicon.ico", public.favicon, name="favicon"),
]
