from django.urls import include, path, register_converter

from . import converters

register_converter(converters.SideConverter, "side")
register_converter(converters.ReferenceConverter, "application")
register_converter(converters.DecisionConverter, "decision")
register_converter(converters.BatchConverter, "batch")
register_converter(converters.CatalogueConverter, "catalogue")
register_converter(converters.RowActionConverter, "row_action")

urlpatterns = [
    path("", include("applications.urls_apply")),
    path("", include("applications.urls_queue")),
    path("pilotage/reglages/", include("applications.urls_settings")),
]
