"""The addresses of the admin, over rows that exist."""

from django.contrib import admin

from .addresses import admin_names
from .places import Place

PLACED = {"admin:view_on_site": ("1", "1"), "admin:app_list": ("mentoring",)}


def admin_places(world):
    """Every named address of the admin, over a row that exists where there is one."""
    for name in admin_names():
        model = models().get(name.removeprefix("admin:").rpartition("_")[0])
        row = model and model.objects.order_by("pk").last()
        if name in PLACED:
            yield Place(name, PLACED[name])
        elif model and name.endswith(("_change", "_delete", "_history")):
            yield Place(name, (row.pk if row else 1,), is_row=bool(row) and name.endswith("_change"))
        else:
            yield Place(name)


def models():
    """{start of the names of its pages: model}"""
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
