"""The kinds of e-mail this floor sends."""
