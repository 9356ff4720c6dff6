"""Measure how fast Blogseek is, how much memory it takes, and how it stands beside its like."""
