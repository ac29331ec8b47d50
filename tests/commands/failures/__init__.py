"""What clients print when a request fails: the pages' walkthroughs, with something wrong in them."""
