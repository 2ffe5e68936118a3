"""1,000 terms through our Argos origin, through a bare `translate_batch`, and through argostranslate's own API.

    python tests/bench/bench_argos.py [PACKAGE.argosmodel | --real-size]
    TENRIENG_ARGOS_PYTHON=/path/to/python  names an interpreter that has the whole of argostranslate, with stanza

Default package: the tiny vi→en of the tests, whose every term costs a model almost nothing, so that it shows the cost
of what stands around the model. `--real-size` makes one with the dimensions of published packages (512 wide, 6 + 6
layers, 32,000 words) and random weights, which translates nonsense at the price of a real one: 200 terms then.

All three run in one go on one thread with the same package and terms, each asked for as many answers as this program
asks for; the best of some rounds counts, in CPU time, which other work on the machine blurs least. `bare` is tokens
in, tokens out: the price of reading, judging and writing them is ours. The peer translates term by term, as its API
does; its sentence splitter is replaced by one that leaves a term whole, to its advantage: it keeps it offline. Where
there is no such interpreter, that part is skipped.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
TERMS = 1_000

PEER = """
import json, sys, time
from argostranslate import package, settings, translate
class Whole:
    def split_sentences(self, text):
        return [text]
folder, terms, rounds = sys.argv[1], json.load(sys.stdin), int(sys.argv[2])
pkg = package.Package(folder)
language = lambda code: translate.Language(code, code)
one = translate.PackageTranslation(language(pkg.from_code), language(pkg.to_code), pkg)
one.sentencizer = Whole()
one.hypotheses(terms[0], 1)
for _ in range(rounds):
    start = time.process_time()
    found = [one.hypotheses(term, int(sys.argv[3]))[0].value for term in terms]
    print(json.dumps([time.process_time() - start, found[:3]]), flush=True)
"""


def main(archive: Path | None, count: int, rounds: int) -> int:
    """Print the three times and the two ratios; 1 when a ratio misses its target. No archive: one of real size."""
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as home:
        for name in ("DATA", "CONFIG", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = f"{home}/{name}"
        os.environ["ARGOS_PACKAGES_DIR"] = f"{home}/packages"
        os.environ["ARGOS_INTRA_THREADS"] = "1"
        from glossary import packages

        real_size = archive is None
        archive = archive or _real_size(Path(home))
        package = packages.install_file(archive, confirm=lambda _: True)
        terms = (_that_end(package.path, _terms(package.source)) if real_size else _terms(package.source))[:count]
        bare, ours = _in_turns(package, terms, rounds)
        peer = _peer(package.path, terms, rounds)
    say(f"package {archive.name}, {len(terms):,} terms, one thread, CPU time, best of {rounds}")
    say(f"bare translate_batch          {bare:7.3f} s   {len(terms) / bare:8,.0f} terms/s")
    say(f"this program                  {ours:7.3f} s   {len(terms) / ours:8,.0f} terms/s")
    say(f"this program / bare           {ours / bare:7.2f}     (at most 1.20)")
    good = ours / bare <= 1.2
    if peer is None:
        say("argostranslate term by term   skipped: TENRIENG_ARGOS_PYTHON names no interpreter with argostranslate")
    else:
        say(f"argostranslate term by term   {peer:7.3f} s   {len(terms) / peer:8,.0f} terms/s")
        say(f"argostranslate / this program {peer / ours:7.2f}     (at least 3.00)")
        good = good and peer / ours >= 3
    return 0 if good else 1


def _terms(source: str) -> list[str]:
    """Different made-up names in the package's source language."""
    spec = importlib.util.spec_from_file_location("make_tiny", HERE.parent / "packages" / "make_tiny.py")
    assert spec and spec.loader
    tiny = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tiny)
    column = {"vi": 0, "en": 1, "ru": 2}[source]
    return list(dict.fromkeys(t[column] for t in tiny.make_pairs(2 * TERMS, seed=7)))[:TERMS]


def _in_turns(package, terms: list[str], rounds: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    import ctranslate2
    from argostranslate.package import Package

    from glossary.model import Lang
    from glossary.suggest import argos

    translator = ctranslate2.Translator(str(package.path / "model"), intra_threads=1)
    tokens = [Package(package.path).tokenizer.encode(term) for term in terms]
    source, target = Lang(package.source), Lang(package.target)
    argos.translate(terms[:50], source, target)
    bare, ours = [], []
    for _ in range(rounds):
        start = time.process_time()
        translator.translate_batch(
            tokens, max_batch_size=64, beam_size=argos.BEAM, num_hypotheses=argos.HYPOTHESES, length_penalty=0,
            return_scores=True,
        )  # fmt: skip
        bare.append(time.process_time() - start)
        start = time.process_time()
        argos.translate(terms, source, target)
        ours.append(time.process_time() - start)
    return min(bare), min(ours)


def _peer(folder: Path, terms: list[str], rounds: int) -> float | None:
    from glossary.suggest import argos

    python = os.environ.get("TENRIENG_ARGOS_PYTHON", "")
    if not python or not Path(python).exists():
        return None
    done = subprocess.run(
        [python, "-c", PEER, str(folder), str(rounds), str(argos.HYPOTHESES)],
        input=json.dumps(terms),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        say(f"argostranslate could not run: {done.stderr.strip().splitlines()[-1:]}")
        return None
    return min(float(json.loads(line)[0]) for line in done.stdout.splitlines() if line.startswith("["))


def _real_size(folder: Path) -> Path:
    """An archive with random weights; a bias towards the end of the sentence makes outputs about as long as names."""
    import zipfile

    import ctranslate2
    import numpy as np

    tiny = HERE.parent / "packages" / "translate-vi_en-1_0.argosmodel"
    with zipfile.ZipFile(tiny) as bundle:
        bundle.extractall(folder)
    top = folder / "translate-vi_en-1_0"
    pieces = json.loads((top / "model" / "shared_vocabulary.json").read_text(encoding="utf-8"))
    words = [*pieces, *(f"w{n}" for n in range(32_000 - len(pieces)))]
    width, inner, layers = 512, 2048, 6
    rng = np.random.default_rng(1)
    spec = ctranslate2.specs.TransformerSpec.from_config((layers, layers), 8, pre_norm=True)

    def weights(place, *shape: int) -> None:  # type: ignore[no-untyped-def]
        place.weight = rng.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)
        if hasattr(place, "bias"):
            place.bias = np.zeros(shape[0], np.float32)

    def norm(place) -> None:  # type: ignore[no-untyped-def]
        place.gamma, place.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    for side in (spec.encoder, spec.decoder):
        norm(side.layer_norm)
        for layer in side.layer:
            norm(layer.self_attention.layer_norm)
            weights(layer.self_attention.linear[0], 3 * width, width)
            weights(layer.self_attention.linear[1], width, width)
            if side is spec.decoder:
                norm(layer.attention.layer_norm)
                weights(layer.attention.linear[0], width, width)
                weights(layer.attention.linear[1], 2 * width, width)
                weights(layer.attention.linear[2], width, width)
            norm(layer.ffn.layer_norm)
            weights(layer.ffn.linear_0, inner, width)
            weights(layer.ffn.linear_1, width, inner)
    weights(spec.encoder.embeddings[0], len(words), width)
    weights(spec.decoder.embeddings, len(words), width)
    weights(spec.decoder.projection, len(words), width)
    spec.decoder.projection.weight *= 8
    spec.decoder.projection.bias = np.zeros(len(words), np.float32)
    spec.decoder.projection.bias[words.index("</s>")] = 38.0
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(top / "model"))
    archive = folder / "real-size.argosmodel"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bundle:
        for path in sorted(p for p in top.rglob("*") if p.is_file()):
            bundle.write(path, path.relative_to(folder).as_posix())
    return archive


def _that_end(folder: Path, terms: list[str]) -> list[str]:
    """Only terms whose nonsense is as long as a name: the peer would go on to 256 tokens, where we stop sooner."""
    import ctranslate2
    from argostranslate.package import Package

    translator = ctranslate2.Translator(str(folder / "model"), intra_threads=1)
    tokenizer = Package(folder).tokenizer
    results = translator.translate_batch(
        [tokenizer.encode(term) for term in terms],
        max_batch_size=64, beam_size=4, num_hypotheses=4, length_penalty=0.2, max_decoding_length=32,
    )  # fmt: skip
    return [term for term, r in zip(terms, results, strict=True) if all(5 < len(h) < 30 for h in r.hypotheses)]


def say(line: str) -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    if sys.argv[1:] == ["--real-size"]:
        sys.exit(main(None, 200, 1))
    default = HERE.parent / "packages" / "translate-vi_en-1_0.argosmodel"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default, TERMS, 5))
