"""The OpenAPI file and the collection that the site publishes, made from what the mock answers.

`operations` has what is asked, `record` asks it, `document` and `collection` write it down.
"""
