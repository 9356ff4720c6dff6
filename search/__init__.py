"""The reading side of Blogseek: a question in, ranked results out."""
