"""The writing side of Blogseek: a source in, a published index out."""
