"""The coordination's pages of alerts."""

from django.urls import path

from followup.views import alerts

urlpatterns = [
    path("", alerts.alerts, name="alerts"),
    path("<int:pk>/traiter/", alerts.handle, name="alert_handle"),
    path("<int:pk>/ecrire/", alerts.write, name="alert_write"),
    path("<int:pk>/reporter/", alerts.snooze, name="alert_snooze"),
    path("<int:pk>/prendre/", alerts.take, name="alert_take"),
]
