"""What is told beside a command: its reason, its purpose, for whom. remarks.py reads without it.

What is a remark asides.py tells by its shape, statements.py by the signs of English, tellings.py and, where
one hears a pause, pauses.py by those of Chinese; beside.py drops it. part_by_part.py reads long Chinese
sentences (part_kinds.py tells its parts apart), and together.py puts their orders side by side.
"""
