"""The list beside the file: what it shows is in the address, and every link and form carries it along."""

from functools import cached_property
from urllib.parse import parse_qsl

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.forms import FilterForm
from applications.services import queue
from mentoring import returns
from mentoring.tables import query

PER_PAGE = 25
FILTERS = {
    "cote": "side",
    "campus": "campus",
    "formation": "training",
    "domaine": "domain",
    "suivi": "followed",
    "drapeau": "flags",
}
TICKED = "candidature"
SKIPPED, MOST_SKIPPED = "queue_passed_over", 200
# What may be done to several files of a view at once.
BATCHES = {
    "a-lire": ("valider", "attente", "attribuer", "refuser"),
    "precisions": ("valider", "attente", "attribuer", "refuser"),
    "attente": ("valider", "attente", "attribuer", "refuser"),
    "question": ("attente", "attribuer", "refuser"),
    "decidees": (),
}
# The order each view has of its own.
ORDERS = {
    "a-lire": _("Plus anciennes d’abord"),
    "precisions": _("Plus anciennes d’abord"),
    "attente": _("À relire bientôt d’abord"),
    "question": _("Réponse attendue bientôt d’abord"),
    "decidees": _("Dernières décisions d’abord"),
}


class Listing:
    """A view of the queue with its filters, search and sort, as `request` asks for it."""

    def __init__(self, request, application=None):
        """Without a view in the address, a file is shown in the view it stands in; a form names its own."""
        self.by = request.user
        self.view = request.GET.get("vue")
        if self.view not in queue.VIEWS:
            is_guessed = application is not None and request.method != "POST"
            self.view = queue.view_of(application) if is_guessed else "a-lire"
        self.back = returns.place(request, "", "all_applications")
        kept = {"vue": self.view} | ({returns.WORD: self.back} if self.back else {})
        self.form = FilterForm(request.GET, kept=kept, order=ORDERS[self.view])
        self.chosen = self.form.chosen()
        self.number = number if (number := request.GET.get("page", "")).isdecimal() else ""
        self.ticked = request.GET.getlist(TICKED)
        self.session = request.session
        self.skipped, skipped_at = self.session.get(SKIPPED, ([], 0))
        if self.skipped and not queue.is_reading(self.by, since=skipped_at):
            self.skip([])

    def skip(self, references):
        """These, and no others, were passed over in this reading session."""
        self.skipped = references[-MOST_SKIPPED:]
        self.session[SKIPPED] = self.skipped, timezone.now().timestamp()

    def going_on_to(self, reference):
        """The page of who follows; when that one was passed over, all were, and it begins again."""
        if reference in self.skipped:
            self.skip([])
        return self.address_of(reference)

    @property
    def words(self):
        """What the services of the queue take."""
        filters = {name: self.chosen[field] for field, name in FILTERS.items() if field in self.chosen}
        return self.by, self.view, filters, self.chosen.get("tri", ""), self.chosen.get("q", "")

    @property
    def query(self):
        """« ?vue=attente&campus=lyon », and the way back to « Toutes les candidatures » for whoever comes
        from there. The view is always named: a file keeps to the list it was read in, whatever it has
        become meanwhile."""
        return self.asking({returns.WORD: self.back} if self.back else {})

    @property
    def whole(self):
        """The same, with the page of the list."""
        return self.asking({"page": self.number} if self.number not in ("", "1") else {})

    def asking(self, more):
        return query({"vue": self.view} | self.chosen | more)

    @property
    def hidden(self):
        """The same, [(name, value)], as a form that asks for something else carries it."""
        return parse_qsl(self.whole.removeprefix("?"))

    @property
    def batch_actions(self):
        return BATCHES[self.view]

    @property
    def title(self):
        return queue.VIEWS[self.view]

    @cached_property
    def rows(self):
        return queue.listing(*self.words)

    @cached_property
    def references(self):
        """Those of the whole list, in its order."""
        return queue.references(self.rows, self.view)

    def page(self, number):
        """A page of rows, read without what stands before them."""
        page = Paginator(self.references, PER_PAGE).get_page(number)
        self.number = str(page.number)
        page.object_list = list(self.rows.filter(reference__in=page.object_list))
        return page

    def around(self, application):
        """See `queue.neighbours`; a file that has left the view keeps its place between the others."""
        references = self.references
        if application.reference not in references:
            references = queue.references(self.rows, self.view, self.chosen.get("tri", ""), application)
        return queue.neighbours(application, references, self.skipped)

    @property
    def url(self):
        """The list, on the same page."""
        return reverse("queue") + self.whole

    @property
    def news_address(self):
        """What tells how many files have joined this list since now."""
        return reverse("queue") + self.asking({"depuis": timezone.now().isoformat()})

    def address_of(self, reference, ticked=()):
        """The page of a file, the list as it is; of the queue, these ticked in it, when there is no file."""
        if reference is None:
            return self.url + "".join(f"&{TICKED}={one}" for one in ticked)
        return reverse("queue_item", args=[reference]) + self.query + "#fiche"
