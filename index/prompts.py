"""What a model is to be told before a query, and before a passage."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Models that were trained with a prompt but do not all say so in their own configuration:
# (part of the name, prompt before a query, prompt before a passage), from their model cards.
_PROMPTS_BY_NAME = (
    ("multilingual-e5-large-instruct", "Instruct: Retrieve passages that answer the query\nQuery: ", ""),
    ("e5-", "query: ", "passage: "),
    ("bge-m3", "", ""),
    ("bge-", "Represent this sentence for searching relevant passages: ", ""),
    ("gte-qwen", "Instruct: Retrieve passages that answer the query\nQuery: ", ""),
    ("nomic-embed", "search_query: ", "search_document: "),
    ("mxbai-embed", "Represent this sentence for searching relevant passages: ", ""),
    ("snowflake-arctic-embed", "Represent this sentence for searching relevant passages: ", ""),
)
_QUERY_PROMPT_NAMES = ("query", "search_query", "question")
_PASSAGE_PROMPT_NAMES = ("document", "passage", "search_document", "corpus")


def prompts_of(model: "SentenceTransformer", name: str, folder: Path) -> tuple[str, str]:
    """(before a query, before a passage): the model's own prompts, else the table's, else none."""
    own = {key: text for key, text in (model.prompts or {}).items() if text}
    query = next((own[key] for key in _QUERY_PROMPT_NAMES if key in own), "")
    passage = next((own[key] for key in _PASSAGE_PROMPT_NAMES if key in own), "")
    if query or passage:
        return query, passage
    asked_for = "" if Path(name).expanduser().is_dir() else name  # a folder's parents say nothing of it
    names = f"{asked_for} {folder.name} {_original_name(folder)}".casefold()
    for part, table_query, table_passage in _PROMPTS_BY_NAME:
        if part in names:
            return table_query, table_passage
    return "", ""


def _original_name(folder: Path) -> str:
    """The name that the model's configuration remembers, where it does."""
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(config.get("_name_or_path", "")) if isinstance(config, dict) else ""
