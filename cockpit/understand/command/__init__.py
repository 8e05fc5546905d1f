"""The words of one part → what the car is to do.

command_words.py keeps of each word what a command can use, meanings.py goes through its readings.
fitting.py, leaning.py and conjunctions.py refuse words that do not stand together; gathering.py puts the rest
together (frame.py), places.py says where, verbs.py what is to be done. candidates.py lists the controls that
may be meant, resolve.py picks one, and levels.py, slots.py or copying.py its value.
"""
