from django.urls import include, path, register_converter

from . import converters

register_converter(converters.SideConverter, "side")
register_converter(converters.ReferenceConverter, "application")
register_converter(converters.DecisionConverter, "decision")

urlpatterns = [
    path("", include("applications.urls_apply")),
    path("", include("applications.urls_queue")),
]
