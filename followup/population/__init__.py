"""A large fictional programme, to measure with: tens of thousands of people and two years of moves.

`loading.load` draws every person from the shares of `tastes`, then writes rows in bulk, people first, pairs
after. Nothing asks the clock or an unseeded random: the same seed and day give the same rows. No message is
written: the outbox holds nothing of these people.
"""
