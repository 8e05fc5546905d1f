"""A sentence read whole, or not at all.

reader.py cuts it where parts.py says that it may be cut, and reads each part (clause.py) by
clause_reader.py: as a template (grammar.py, templates.py), a question, a command, or something at home.
unsaid.py takes over what a part leaves out of the one before it, listed.py of the one behind; sides.py and
joining.py put two side by side, put_right.py is for what is put right in the same breath. several.py reads
several sentences each by itself; rewriting.py makes roundabout words plain.
"""
