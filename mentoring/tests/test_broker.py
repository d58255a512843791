"""The broker made of files: what a worker may find in its folder."""

from pathlib import Path
from queue import Empty

import pytest
from django.conf import settings
from kombu import Connection

from mentoring.broker import Transport
from mentoring.celery import app


@pytest.fixture
def channel(tmp_path):
    folder = str(tmp_path)
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder}
    with Connection("filesystem://", transport=Transport, transport_options=options) as connection:
        yield connection.channel()


def test_a_message_appears_whole_or_not_at_all(channel, monkeypatch):
    rename = Path.rename

    def look_first(begun, target):
        assert begun.read_text()
        with pytest.raises(Empty):
            channel._get("celery")
        return rename(begun, target)

    monkeypatch.setattr(Path, "rename", look_first)
    channel._put("celery", {"task": "drain"})
    assert channel._get("celery") == {"task": "drain"}


def test_messages_come_in_the_order_they_were_sent(channel, monkeypatch):
    moments = iter([1.0, 2.0])
    monkeypatch.setattr("time.monotonic", lambda: next(moments, 3.0))
    channel._put("celery", {"task": "first"})
    channel._put("celery", {"task": "second"})
    assert [channel._get("celery")["task"] for _message in range(2)] == ["first", "second"]


def test_the_embedded_worker_reads_them_so():
    assert settings.CELERY_BROKER_URL == "filesystem://"
    assert isinstance(app.connection_for_write().transport, Transport)
