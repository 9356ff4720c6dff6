"""How well posts are read off pages, measured against labels that people made."""
