from django.urls import include, path

urlpatterns = [
    path("", include("applications.urls_apply")),
]
