"""A year of the programme in a few minutes: fictional people, a moved clock, the real services and tasks.

`clock` calls the tasks as the schedule says, `post` delivers their mail, `life` is what people do of it,
`checks` counts what left and what should have.
"""
