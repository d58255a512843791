from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from mentoring.references import new_public_id
from mentoring.searching import fold

NAMES = ("first_name", "last_name")


class AccountManager(BaseUserManager):
    """Django's own contract for a user model without a user name; nothing else belongs here."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class PlainName(models.CharField):
    """A person's name as it is searched for, written whenever the row is."""

    def pre_save(self, model_instance, add):
        name = fold(" ".join(getattr(model_instance, name) for name in NAMES))[: self.max_length]
        setattr(model_instance, self.attname, name)
        return name


class PeopleQuerySet(models.QuerySet):
    def update(self, **values):
        """A name never without its plain form, which `save` writes by itself."""
        if values.keys() & set(NAMES) and "plain_name" not in values:
            raise TypeError("a name changes with its plain_name: save the row")
        return super().update(**values)

    update.alters_data = True

    def coordinators(self):
        return self.filter(is_coordinator=True, is_active=True).order_by("pk")


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by an e-mail address. One account may mentor and be accompanied."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("adresse e-mail"), max_length=254, unique=True)
    first_name = models.CharField(_("prénom"), max_length=60, blank=True)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    plain_name = PlainName(max_length=200, blank=True, editable=False)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True, help_text="E.164")
    timezone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")
    language = models.CharField(_("langue"), max_length=5, default="fr")
    is_coordinator = models.BooleanField(_("coordination"), default=False)
    is_staff = models.BooleanField(_("accès à l’administration"), default=False)
    is_active = models.BooleanField(_("compte actif"), default=True)
    is_shortcut_user = models.BooleanField(_("raccourcis à une touche"), default=True)
    date_joined = models.DateTimeField(_("inscription"), default=now)
    merged_into = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="merged_accounts",
        verbose_name=_("réuni au compte"),
        help_text="the same person's account that took over what this one held",
    )

    objects = AccountManager.from_queryset(PeopleQuerySet)()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        indexes = [
            models.Index(fields=["last_name", "first_name", "id"], name="user_by_name"),
            models.Index(fields=["plain_name"]),
            models.Index(fields=["phone"]),
            models.Index(fields=["id"], condition=Q(is_coordinator=True), name="user_coordinates"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_is_lower",
                violation_error_message=_("L’adresse e-mail s’écrit en minuscules."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
                name="user_merged_is_closed",
                violation_error_message=_("Un compte réuni à un autre reste fermé."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="user_merged_into_another",
                violation_error_message=_("Un compte ne se réunit pas à lui-même."),
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def save(self, *, update_fields=None, **kwargs):
        if update_fields is not None and set(NAMES) & set(update_fields):
            update_fields = {*update_fields, "plain_name"}
        super().save(update_fields=update_fields, **kwargs)

    def get_full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        return self.first_name or self.email.partition("@")[0]

    @property
    def initials(self):
        return (self.first_name[:1] + self.last_name[:1]).upper() or self.email[:1].upper()
