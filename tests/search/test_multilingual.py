"""Another model is one setting, whatever languages and scripts it reads: nothing here assumes English."""

from pathlib import Path

import pytest

from index.embedding import SentenceEncoder
from index.ingest.sources import identify
from index.pipeline import reindex
from index.settings import Settings
from search.engine import SearchEngine
from tests.fakes import html_post, write_blog
from tests.tiny_bert import tiny_config, write_vocabulary

POSTS = {
    "german": "Der Sauerteig braucht Wärme. In einer kalten Küche geht er langsam auf.",
    "hindi": "बारिश आज रुक गई। हम कल पहाड़ पर जाएंगे और चाय पिएंगे।",
    "japanese": "雨は今朝やみました。明日は山に登ってお茶を飲みます。",
    "arabic": "هل وصل القطار إلى المدينة القديمة؟ نعم، وصل صباحا مع المسافرين.",
    "thai": "ฝนหยุดแล้วเมื่อเช้านี้ พรุ่งนี้เราจะไปเดินป่าบนภูเขา",
}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder: a tiny BERT, not trained, whose words are the characters above."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from transformers import BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    characters = sorted({one for text in POSTS.values() for one in text.lower() if one.strip()})
    word_count = write_vocabulary(folder / "vocab.txt", characters)
    tokenizer = BertTokenizerFast(vocab=str(folder / "vocab.txt"), strip_accents=False)
    torch.manual_seed(0)
    BertModel(tiny_config(word_count, max_position_embeddings=256)).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    transformer = models.Transformer(str(folder / "bert"), max_seq_length=128)
    pooling = models.Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder / "whole"))
    return folder / "whole"


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_posts_in_many_scripts_are_found_and_marked_by_whole_sentences(model: Path, tmp_path: Path) -> None:
    encoder = SentenceEncoder(str(model), speed=False)
    folder = write_blog(tmp_path / "blog", {f"{n}.html": html_post(n, text) for n, text in POSTS.items()})
    reindex([identify(str(folder))], tmp_path / "index", Settings(), encoder)
    engine = SearchEngine.open(tmp_path / "index", encoder)
    for name, text in POSTS.items():
        response = engine.search(text[: len(text) // 2])
        best = response.results[0]
        assert best.stored.post.title == name
        start, end = best.snippets[0].answer
        assert start < end
        assert best.snippets[0].text[start:end].strip() in text
