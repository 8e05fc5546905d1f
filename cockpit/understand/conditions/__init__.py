"""What is to be done in a certain case (condition.py) or at another time (later.py).

checks.py reads what is to be so: how a thing stands (states.py), or what a reading is compared with
(measures.py).
"""
