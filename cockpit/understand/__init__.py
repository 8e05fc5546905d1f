"""From a sentence to a plan. The way of a sentence, from top to bottom; each folder tells its part of it:

1. understanding.py picks the language; words/ makes tokens of the text and knows what each word may mean;
   in_language.py goes through what follows, in this order, until something makes a plan.
2. dialogue/: does it go on from the talk before? conditions/: is it for a certain case, or for later?
   questions/: does it ask how to do something, or for a reading in free words?
3. sentence/ reads all of it, or nothing: it is cut into parts, and a part is a whole sentence that is written
   down, a question about the car (questions/), a command to the car (command/) or something at home (home/).
   Several sentences are read one_by_one.py.
4. remarks/: with something told beside it, which is dropped.
5. unread/: what nothing has read is asked about, or told what it was.
6. guard.py looks at every plan once more.

utterance.py is one sentence as it is being read: effort.py bounds what it may cost, context.py is what is
known beside it. phrases.py and word_pairs.py tell the recogniser what to listen for; talk.py is the language
model's plain talk, claims.py what it may not say.
"""
