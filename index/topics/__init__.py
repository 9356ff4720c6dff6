"""What the posts of an index are about: groups of like posts, named by their own words, and a map of them."""
