"""A mail server of our own: it keeps what it accepts and refuses whom it is told to."""

import contextlib
import email
import email.policy
import socketserver
import threading
import time


class Dialogue(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs to leave a message."""

    def handle(self):
        with contextlib.suppress(ConnectionError):
            self.answer("220 ready")
            while line := self.rfile.readline():
                verb, rest = line[:4].upper(), line[4:].decode("ascii", "replace")
                if verb == b"QUIT":
                    self.answer("221 bye")
                    return
                self.answer(self.reply_to(verb, rest))

    def reply_to(self, verb, rest):
        if verb == b"RCPT":
            address = rest.partition("<")[2].partition(">")[0]
            return self.server.refusals.get(address, "250 ok")
        if verb == b"DATA":
            self.answer("354 go on")
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b"."))
            self.server.accept(b"".join(lines))
        return "250 ok"

    def answer(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """`messages` are the accepted ones, in order; `refusals` maps an address to the line that refuses it."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, seconds):
        super().__init__(("127.0.0.1", 0), Dialogue)
        self.messages, self.refusals, self.seconds = [], {}, seconds
        self.port = self.server_address[1]

    def accept(self, data):
        time.sleep(self.seconds)
        self.messages.append(email.message_from_bytes(data, policy=email.policy.default))

    def handle_error(self, request, client_address):
        """A client killed in mid-sentence is no error of the server."""


@contextlib.contextmanager
def mail_server(seconds=0):
    """A listening server; each message takes it so many `seconds`."""
    with MailServer(seconds) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
