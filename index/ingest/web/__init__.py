"""The crawler: what it asks for, how politely, and what it makes of the answers."""
