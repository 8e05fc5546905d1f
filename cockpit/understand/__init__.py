"""From a sentence to a plan. The way of a sentence, from top to bottom:

1. understanding.py picks the language; tokens.py makes tokens (characters.py simplifies, numbers.py reads
   numbers); in_language.py goes through what follows, in this order, until something makes a plan.
2. Does it go on from the talk before? going_on.py: an answer (answer.py), a correction (correction.py,
   part_back.py), a nudge (nudge.py) or a follow-up (followup.py, fragment.py, full_name.py; carry.py brings
   the last step along, elsewhere.py to another place, another.py to another thing). Has it a condition
   (condition.py, phrasing.py; later.py knows other times; checks.py, states.py and measures.py read what is
   to be so), or does it ask how to do something (advice.py), or for a reading in free words (wonders.py)?
3. reader.py reads all of it, or nothing: parts.py says where it may be cut, clause_reader.py reads each
   part (clause.py), unsaid.py takes over what it leaves out, joining.py puts two side by side, put_right.py
   what is put right in the same breath. A part is
   - a whole sentence that is written down: grammar.py, templates.py;
   - a question about the car: questions.py;
   - a command to the car: lexicon.py finds the words (command_words.py, word_tree.py), meanings.py their
     readings, places.py the places, fitting.py and leaning.py refuse words that do not stand together,
     frame.py gathers the rest, candidates.py lists the controls that may be meant, resolve.py picks one and
     levels.py or slots.py its value;
   - something at home: household.py has the words and names, home_reader.py reads, at_home.py gathers
     (home_frame.py), home_targets.py picks the things, home_steps.py (home_verbs.py) or home_question.py
     makes the steps.
4. With remarks beside it: beside.py drops what asides.py tells from a command, in English by the signs of
   statements.py, in Chinese by those of tellings.py and, where one hears a pause, of pauses.py. Roundabout
   words are made plain by rewriting.py.
5. With a slip in it: slips.py (spelling.py) asks whether that was meant.
6. What nothing reads: nearest.py (wordings.py) asks for the nearest thing; scope.py says what it was about,
   or that it is just talk (talk.py, claims.py).
7. guard.py (sayings.py) looks at every plan once more; what was heard unclearly unsure.py asks about.

effort.py bounds what one sentence may cost, context.py is what is known beside it, and phrases.py and
word_pairs.py tell the recogniser what to listen for.
"""
