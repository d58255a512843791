"""What stands around people and pairs, written: requests, workshops, the alerts of today."""

from . import alerts, letters, workshops


def write_requests(writer, post, asked):
    """`asked` are [(HelpRequest, [Event], its Reader)]."""
    writer.write([row for row, _events, _to in asked])
    writer.write([move for _row, events, _to in asked for move in events])
    for _row, events, to in asked:
        letters.moves(post, events, letters.REQUEST, {letters.ANYONE: to})


def write_workshops(setting, writer, post, people):
    hall = workshops.Hall(setting, people)
    found = [(one, hall.seats(one)) for one in writer.write(list(hall.workshops()))]
    writer.write([row for _workshop, seats in found for row, _member in seats])
    writer.write([step for _workshop, seats in found for step in hall.steps(seats)])
    writer.write([move for found_here in found for move in workshops.recorded(*found_here)])
    writer.write(list(hall.interests()))
    for _workshop, seats in found:
        for row, member in seats:
            letters.seat(post, member.reader, row)


def write_alerts(setting, writer, post):
    """Once everything else is there."""
    number = 0
    for rows in alerts.standing(setting):
        writer.write(rows)
        writer.write([move for row in rows for move in alerts.recorded(row)])
        told = list(alerts.written_to(setting, rows))
        writer.write([move for move, _readers in told])
        for row in rows:
            letters.alert(post, setting.desk, row)
        for move, readers in told:
            letters.moves(post, [move], letters.TEAM_MESSAGE, readers)
        number += len(rows)
    writer.write([alerts.computed(setting, number)])
