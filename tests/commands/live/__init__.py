"""`make live`: the pages' walkthroughs of working keys, unchanged, against a real gateway.

The proxy of the tests leads to it, and puts the customer's key in for the placeholder on the way.
"""
