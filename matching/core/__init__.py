"""Who suits whom, in numbers and reasons. numpy and a flow solver; Django is never loaded here.

facts      what is known of a person, as plain codes
settings   weights, rule severities, floor, bands
pool       lists of facts encoded once as arrays
criteria   the eight similarities and the location bonus, for whole blocks of pairs
scoring    the score in millionths
rules      what forbids or warns, for whole blocks of pairs
explain    one pair's lines, which add up to its score, and their sentences
packing    people as a few bytes, and pools made of them
ranking    one person against a pool, everyone against everyone
suggesting who stands on whose list, by dealing or by prices
assignment the best pairs of a table, by a flow
proposal   the best pairs of two pools, without ever holding the table, with a proof
layout, stream, lists, worth, duals   what `proposal` is made of
"""
