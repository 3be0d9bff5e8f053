"""The learned part of a score: points for the words and signs that moderators' decisions have taught.

`features` and `signs` say what there is to see of a text, `windows` which parts of a long one, `learner` holds the
weights, `model` puts them together, `evidence` tells it, and `snapshot` keeps a learner as bytes.
"""
