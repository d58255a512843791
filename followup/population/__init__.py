"""A large fictional programme, to measure with: tens of thousands of people and two years of moves.

`loading.load` draws every person from the shares of `tastes`, then writes rows in bulk, people first, pairs
after, then what stands around them: e-mails of the last sixty days, requests, workshops, alerts. Nothing asks
the clock or an unseeded random: the same seed and day give the same rows. No service writes a message and no
transport is asked; what the outbox still holds for today goes to addresses that exist nowhere.
"""
