"""What goes on from the talk before; going_on.py tries each of these in turn.

answer.py: an answer; correction.py and part_back.py: the last command put right or taken back in part;
nudge.py: "again", "a bit more"; followup.py: else what leaves something out (fragment.py reads it,
likeliest.py sorts its meanings, full_name.py spells out a "one"). carry.py brings the last step along,
elsewhere.py to another place, another.py to another thing; spoken.py knows what was only spoken of.
"""
