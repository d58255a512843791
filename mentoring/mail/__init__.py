"""E-mail as an outbox: `outbox.queue()` writes in the caller's transaction, the clock's drain sends."""
