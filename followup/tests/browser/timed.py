"""A Binôme in the test's own process, whose clock the test moves: months of a pair in a few seconds."""

import datetime
import email
import email.policy
import shutil
import threading
from dataclasses import dataclass

import time_machine
from django.core import mail
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from followup.demo import loading
from followup.simulation import clock
from mentoring.mail.drain import drain

from . import site as sites

# The night's work and the ticks, then the mail that waited for the morning.
MORNING = (datetime.time(8, 0), datetime.time(8, 52))
TEN = datetime.time(10)
# What is not of a pair's life, and takes its time.
LEFT_OUT = {"retention", "refresh_prices", "compute_proposals", "write_public_figures", "count_desk"}


class Server(ThreadedWSGIServer):
    daemon_threads = True
    path = None

    def process_request_thread(self, *args):
        """A connection's thread reads the instance's database, not the test's."""
        sites.open_database(self.path)
        super().process_request_thread(*args)


class Handler(WSGIRequestHandler):
    def log_message(self, *args):
        """Nobody reads it."""


@dataclass
class Timed(sites.Site):
    """It begins on `first_day` at ten. Every task is called twice whenever its hour comes."""

    server: Server = None
    traveller: time_machine.travel = None
    now: datetime.datetime = None

    def travel(self, moment):
        if self.traveller:
            self.traveller.stop()
        self.traveller = time_machine.travel(moment)
        self.traveller.start()
        self.now = moment

    def on(self, day):
        """Live the morning of `day` as the clock does, to ten; the days between are skipped."""
        moments = [datetime.datetime.combine(day, time, clock.ZONE) for time in (*MORNING, TEN)]
        before = moments[0] - datetime.timedelta(hours=11)
        for moment in moments:
            self.travel(moment)
            self.ask(clock.run, self.tasks, before, moment, times=2)
            before = moment

    def later(self, days):
        self.on(self.now.date() + datetime.timedelta(days=days))

    @property
    def tasks(self):
        return [
            (task, schedule)
            for task, schedule in clock.tasks()
            if task.name.rpartition(".")[2] not in LEFT_OUT
        ]

    def mails(self):
        self.ask(drain)
        return [
            email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
            for message in mail.outbox
        ]

    def kinds(self, address):
        """The kinds of the messages to `address`, oldest first."""
        return [message["X-Binome-Kind"] for message in self.mails_to(address)]

    def last(self, address, kind):
        return self.mails_to(address, kind)[-1]

    def stop(self):
        self.traveller.stop()
        self.server.shutdown()
        self.server.server_close()
        super().stop()


def start(var, prepared, blocker, settings, first_day):
    """An instance without people, in `var`; `settings` are the test's own, put back after it."""
    for path in prepared.glob(f"{sites.DATABASE}*"):
        shutil.copy(path, var)
    server = Server(("127.0.0.1", 0), Handler)
    server.path = var / sites.DATABASE
    base = f"http://127.0.0.1:{server.server_port}"
    settings.SITE_URL, settings.MAIL_UNDO_MINUTES, settings.WHITENOISE_USE_FINDERS = base, 0, True
    server.set_app(get_wsgi_application())
    site = Timed(base, var, {}, blocker, server=server)
    site.ask(loading.unload)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.travel(datetime.datetime.combine(first_day, TEN, clock.ZONE))
    return site
