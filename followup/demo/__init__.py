"""« Un lundi de mars »: a programme of 120 fictional people and nine months of their history.

`load` builds every row from the two tables and the banks of texts, then `writing` saves them. Nothing here
asks the clock or an unseeded random: the same day gives the same rows.
"""
