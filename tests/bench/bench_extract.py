"""Characters a second of finding names, as a ratio against named peers in the same run, on one core.

Run: `python tests/bench/bench_extract.py`. The peers have an environment of their own, named by the variable
TENRIENG_PEERS_PYTHON (a Python with underthesea, natasha 1.6 and setuptools < 81); where it is absent only our own
figures are printed. Text: our annotated articles (`tests/gold`), repeated; models loaded and warmed up before the
clock starts; CPU time. underthesea runs its `ner`, natasha its whole pipeline (segment, morphology, NER, normalise).
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

from glossary.extract import extract
from glossary.model import Article, Lang
from glossary.text import nfc

GOLD = Path(__file__).parent.parent / "gold"
CHARACTERS = 200_000
PEER_CHARACTERS = 20_000

UNDERTHESEA = """
import json, sys, time
from underthesea import ner
text = json.load(sys.stdin)
ner(text[:500])
start = time.process_time()
for line in text.splitlines():
    if line.strip():
        ner(line)
print(len(text) / (time.process_time() - start))
"""

NATASHA = """
import json, sys, time
from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, Segmenter
text = json.load(sys.stdin)
segmenter, vocab, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
morph, ner = NewsMorphTagger(embedding), NewsNERTagger(embedding)
def run(text):
    doc = Doc(text)
    doc.segment(segmenter)
    doc.tag_morph(morph)
    doc.tag_ner(ner)
    for span in doc.spans:
        span.normalize(vocab)
run(text[:500])
start = time.process_time()
for part in text.split("\\n\\n"):
    run(part)
print(len(text) / (time.process_time() - start))
"""

PEERS = {Lang.EN: ("underthesea", UNDERTHESEA, 10.0), Lang.VI: ("underthesea", UNDERTHESEA, 5.0)} | {
    Lang.RU: ("natasha", NATASHA, 1.0)
}


def sample(lang: Lang, characters: int) -> str:
    """Articles of our own in a language, repeated up to a length."""
    texts = [nfc(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob(f"*_{lang}.txt"))]
    whole = "\n\n".join(texts)
    return (whole + "\n\n") * (characters // len(whole) + 1)


def ours(lang: Lang) -> float:
    """Characters a second of our own finder, articles of usual length."""
    texts = [sample(lang, 1)[:6_000]] * (CHARACTERS // 6_000)
    extract(Article("warm-up", texts[0], lang))
    start = time.process_time()
    for text in texts:
        extract(Article("article", text, lang))
    return sum(map(len, texts)) / (time.process_time() - start)


def peer(lang: Lang) -> float | None:
    """Characters a second of the peer in its own environment; None where there is none."""
    python = os.environ.get("TENRIENG_PEERS_PYTHON")
    if not python:
        return None
    done = subprocess.run(
        [python, "-c", PEERS[lang][1]],
        input=json.dumps(sample(lang, PEER_CHARACTERS)[:PEER_CHARACTERS]),
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=True,
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    """Print a row a language."""
    for lang in Lang:
        name, _, wanted = PEERS[lang]
        speed, other = ours(lang), peer(lang)
        versus = f"{speed / other:6.1f} × {name} (wanted {wanted:.0f} ×)" if other else f"{name} is not here"
        sys.stdout.write(f"{lang}  {speed:10,.0f} characters/s  {versus}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"peak memory {peak:.0f} MB (wanted below 400)\n")


if __name__ == "__main__":
    main()
