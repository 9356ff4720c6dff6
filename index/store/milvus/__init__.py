"""The second home of an index: collections in Milvus, from a file (milvus-lite) to a cluster.

A generation is five collections, `about`, `posts`, `passages`, `texts` and `terms` (see schemas). Which one
is published is said by an alias, which Milvus switches in one step. docs/scale.md says why it is so.
"""
