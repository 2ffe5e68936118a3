"""Make the two tiny, real Argos packages of the tests: Vietnamese to English and English to Russian.

    OMP_NUM_THREADS=1 python tests/packages/make_tiny.py vi_en en_ru

Everything is made by rule here (names out of a table of Vietnamese syllables, Russian names out of stems and endings,
heads such as `sông`, `River`, `река`), so the packages hold nobody's text and every expected answer is known: the
part up to `pairs_of` needs no library at all and the tests use it. Training needs the dependency group `train`
(torch, numpy, sentencepiece, ctranslate2): about five minutes of one core for each package. Fixed seeds and one
thread: the same machine and library versions make the same bytes again.

The Russian here is a small reversible rule for tests (it reads the plain-ASCII form, where d and đ are one letter), not
the practical transcription of the program.
"""

# ruff: noqa: SIM905 (a list of words reads better as one string)
from __future__ import annotations

import json
import random
import re
import shutil
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

SEED = 20_250_701
PAIRS = 59_000
STEPS = 4_000
BATCH = 96
WIDTH, INNER, HEADS, ENCODERS, DECODERS = 128, 256, 4, 2, 1

# ---- Vietnamese syllables -------------------------------------------------------------------------------------------

BACK_ONSETS = ["", "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "r", "s", "t", "th", "tr"]
BACK_ONSETS += ["v", "x"]
FRONT_ONSETS = ["b", "ch", "d", "đ", "gh", "h", "k", "kh", "l", "m", "n", "ngh", "nh", "ph", "r", "s", "t", "th", "tr"]
FRONT_ONSETS += ["v", "x"]
BACK_RIMES = (
    "a ai am an ang anh ao au ay ac ach at ap ăm ăn ăng ăc ăt âm ân âng âu ây âc ât o oa oan oang oai oi om on ong oc "
    "ô ôi ôn ông ôc ơ ơi ơn u ua uân uê ui um un ung uy uyên uyêt uôi uông uôc uc ut ư ưa ưng ươi ương ươc ưu ưc"
).split()
FRONT_RIMES = "e em en eo et ê ên ênh i im in inh ich it ia iên iêm iêng iêu iêt iêc".split()
WIDE_RIMES = {"oa", "oan", "oang", "oai", "uân", "uê", "uy", "uyên", "uyêt"}
TONES = {"": "", "huyền": "\u0300", "sắc": "\u0301", "hỏi": "\u0309", "ngã": "\u0303", "nặng": "\u0323"}
SURNAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lâm Mai Trịnh Tô Cao Chu Tạ Quách"
).split()
MIDDLES = "Văn Thị Đức Minh Quang Thanh Hữu Ngọc Xuân Đình Phú Bá Anh Thành Công Kim Hồng".split()

HEADS_VI_EN_RU = [
    ("sông {}", "{} River", "река {}"),
    ("núi {}", "Mount {}", "гора {}"),
    ("tỉnh {}", "{} Province", "провинция {}"),
    ("thành phố {}", "{} City", "город {}"),
    ("hồ {}", "Lake {}", "озеро {}"),
    ("đảo {}", "{} Island", "остров {}"),
    ("vịnh {}", "{} Bay", "залив {}"),
    ("huyện {}", "{} District", "уезд {}"),
    ("đường {}", "{} Street", "улица {}"),
    ("cầu {}", "{} Bridge", "мост {}"),
    ("chùa {}", "{} Pagoda", "пагода {}"),
    ("chợ {}", "{} Market", "рынок {}"),
    ("sân bay {}", "{} Airport", "аэропорт {}"),
    ("Đại học {}", "{} University", "университет {}"),
]

# ---- Russian names --------------------------------------------------------------------------------------------------

RUSSIAN_MEN = "Ivan Anton Pavel Oleg Boris Denis Roman Maxim Viktor Leonid Stepan Gleb Timur Artyom Vadim".split()
RUSSIAN_WOMEN = "Anna Irina Marina Galina Vera Elena Polina Larisa Nina Tamara Zoya".split()
RUSSIAN_STEMS = (
    "Petr Ivan Pavl Karp Luk Makar Zhuk Sokol Volk Baran Kozl Orl Morozh Gorchak Shubin Chernysh Tikhon Savel "
    "Borisk Rodion Vlas Kirill Plot Kuznets Stolyar Rybak Mel Zavyal Gusak Taras Fedos Nazar Potap Zhdan Krasn"
).split()
RUSSIAN_ENDINGS = {"ov": "ов", "ova": "ова", "in": "ин", "ina": "ина", "enko": "енко"}
MEN_END, WOMEN_END = ("ov", "in", "enko"), ("ova", "ina", "enko")
LATIN_TO_CYRILLIC = (
    ("shch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yo", "ё"), ("yu", "ю"),
    ("ya", "я"), ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"),
    ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"),
    ("u", "у"), ("f", "ф"), ("x", "кс"), ("y", "ы"),
)  # fmt: skip

# ---- the small rule from plain Vietnamese syllables to Cyrillic -----------------------------------------------------

ONSETS_RU = (
    ("ngh", "нг"), ("ng", "нг"), ("nh", "нь"), ("gi", "з"), ("gh", "г"), ("kh", "кх"), ("ph", "ф"), ("qu", "ку"),
    ("th", "тх"), ("tr", "ч"), ("ch", "ть"), ("b", "б"), ("c", "к"), ("d", "д"), ("g", "г"), ("h", "х"), ("k", "к"),
    ("l", "л"), ("m", "м"), ("n", "н"), ("r", "р"), ("s", "ш"), ("t", "т"), ("v", "в"), ("x", "с"), ("p", "п"),
)  # fmt: skip
CODAS_RU = (("ng", "нг"), ("nh", "нь"), ("ch", "ть"), ("n", "н"), ("m", "м"), ("c", "к"), ("t", "т"), ("p", "п"))
VOWELS_RU = {
    "a": "а", "ai": "ай", "ao": "ао", "au": "ау", "ay": "ай", "e": "е", "eo": "ео", "i": "и", "ia": "иа", "ie": "ие",
    "ieu": "иеу", "y": "и", "ye": "ие", "yeu": "иеу", "o": "о", "oa": "оа", "oai": "оай", "oi": "ой", "u": "у",
    "ua": "уа", "ue": "уэ", "ui": "уи", "uo": "уо", "uoi": "уой", "uu": "ыу", "uy": "уи", "uye": "уе",
}  # fmt: skip
SOFT = {"ьа": "я", "ьу": "ю", "ье": "е", "ьи": "и", "ьо": "ё"}
OBSCENE = re.compile(
    "ху[йеёияюэ]|пизд|пидо|бля|[ёе]бан|[ёе]бат|муд[аио]|манд[аы]|говн|сука?|фак|шит|сра[лт]|ссат|жоп|дроч|гонд[оу]|"
    "залуп|шлюх|пердун"
)
"""No pair whose Russian, read with or without its spaces, holds one of these is made."""


def plain(text: str) -> str:
    """Vietnamese without its marks, as the English-language press writes it."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def syllable_to_russian(word: str) -> str:
    """One plain-ASCII Vietnamese syllable in Cyrillic, by the tables above; KeyError for what is not one."""
    low = word.lower()
    onset, cyrillic = next(((o, c) for o, c in ONSETS_RU if low.startswith(o) and len(low) > len(o)), ("", ""))
    rest = low[len(onset) :]
    coda, tail = next(((o, c) for o, c in CODAS_RU if rest.endswith(o) and len(rest) > len(o)), ("", ""))
    vowel = VOWELS_RU[rest[: len(rest) - len(coda)]]
    if not onset and vowel.startswith("е"):
        vowel = "э" + vowel[1:]
    joined = cyrillic + vowel + tail
    for hard, soft in SOFT.items():
        joined = joined.replace(hard, soft, 1)
    joined = re.sub("ху(?=[иеэйя])", "хю", joined)
    return joined[0].upper() + joined[1:] if word[0].isupper() else joined


def latin_to_russian(word: str) -> str:
    """One Russian name in Latin letters back in Cyrillic."""
    low, out = word.lower(), []
    while low:
        latin, cyrillic = next(pair for pair in LATIN_TO_CYRILLIC if low.startswith(pair[0]))
        out.append(cyrillic)
        low = low[len(latin) :]
    return "".join(out).capitalize()


def with_tone(rime: str, mark: str) -> str:
    """Put a tone mark on the rime's main vowel (hòa, thúy: the older placement)."""
    if not mark:
        return rime
    vowels = [i for i, c in enumerate(rime) if plain(c) in "aeiouy"]
    marked = [i for i in vowels if plain(rime[i]) != rime[i]]
    closed = vowels[-1] < len(rime) - 1
    if marked:
        place = marked[-1]
    elif len(vowels) == 1:
        place = vowels[0]
    elif len(vowels) == 3 or (closed and len(vowels) == 2):
        place = vowels[1]
    else:
        place = vowels[0]
    return unicodedata.normalize("NFC", rime[: place + 1] + mark + rime[place + 1 :])


def syllables() -> list[str]:
    """Every capitalized syllable of the tables, in a fixed order."""
    bare = [
        (o, r) for o in BACK_ONSETS for r in BACK_RIMES if not (r in WIDE_RIMES and o in {"b", "ph", "v", "m", "g"})
    ]
    bare += [(o, r) for o in FRONT_ONSETS for r in FRONT_RIMES]
    bare += [("qu", r) for r in ("a", "an", "ang", "anh", "ân", "ê", "y", "ôc", "yên", "yêt")]
    bare += [("gi", r) for r in ("a", "ang", "ao", "ap", "ai")]
    found = []
    for onset, rime in bare:
        stopped = re.search("(c|ch|t|p)$", rime)
        for tone in ("sắc", "nặng") if stopped else TONES:
            word = onset + with_tone(rime, TONES[tone])
            try:
                clean = not OBSCENE.search(syllable_to_russian(plain(word)))
            except KeyError:
                continue
            if clean:
                found.append(word[0].upper() + word[1:])
    return found


def to_russian(name: str) -> str:
    """A plain Vietnamese name, word by word."""
    return " ".join(syllable_to_russian(w) for w in name.split())


def make_pairs(count: int = PAIRS, seed: int = SEED) -> list[tuple[str, str, str]]:
    """`count` different (Vietnamese, English, Russian) triples: persons, places with a head, bare names, Russians."""
    rng = random.Random(seed)
    stock = syllables()
    triples: dict[str, tuple[str, str, str]] = {}
    while len(triples) < count:
        kind = rng.random()
        if kind < 0.12:
            firsts, endings = rng.choice(((RUSSIAN_MEN, MEN_END), (RUSSIAN_WOMEN, WOMEN_END)))
            first, stem, ending = rng.choice(firsts), rng.choice(RUSSIAN_STEMS), rng.choice(endings)
            vi = en = f"{first} {stem}{ending}"
            ru = f"{latin_to_russian(first)} {latin_to_russian(stem)}{RUSSIAN_ENDINGS[ending]}"
        elif kind < 0.14:
            number = rng.randint(1, 999)
            vi, en, ru = f"quận {number}", f"District {number}", f"район {number}"
        else:
            if kind < 0.55:
                words = [rng.choice(SURNAMES)]
                if rng.random() < 0.7:
                    words.append(rng.choice(MIDDLES))
                words += rng.choices(stock, k=rng.choice((1, 1, 2)))
                shape = ("{}", "{}", "{}")
            else:
                words = rng.choices(stock, k=rng.choice((1, 2, 2, 2, 3)))
                shape = rng.choice([*HEADS_VI_EN_RU, ("{}", "{}", "{}")])
            name = " ".join(words)
            vi, en = shape[0].format(name), shape[1].format(plain(name))
            ru = shape[2].format(to_russian(plain(name)))
        if not OBSCENE.search(ru.lower()) and not OBSCENE.search(ru.lower().replace(" ", "")):
            triples.setdefault(unicodedata.normalize("NFC", vi), (unicodedata.normalize("NFC", vi), en, ru))
    return list(triples.values())


def pairs_of(pair: str, count: int = PAIRS) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(for training, held out) of `vi_en` or `en_ru`; one source in fifty is held out, and never trained on."""
    columns = {"vi_en": (0, 1), "en_ru": (1, 2)}[pair]
    unique = list({t[columns[0]]: (t[columns[0]], t[columns[1]]) for t in make_pairs(count)}.values())
    return [p for i, p in enumerate(unique) if i % 50], unique[::50]


# ---- training -------------------------------------------------------------------------------------------------------


def train(pair: str, folder: Path) -> float:
    """Train, convert and zip one package into `folder`; returns the share of held-out pairs translated exactly."""
    import ctranslate2
    import numpy as np
    import sentencepiece as spm
    import torch
    from torch import nn

    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    training, held_out = pairs_of(pair)
    work = Path(tempfile.mkdtemp())
    corpus = work / "corpus.txt"
    corpus.write_text("\n".join(side for p in training for side in p) + "\n", encoding="utf-8")
    spm.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(work / "sentencepiece"), model_type="unigram", vocab_size=400,
        character_coverage=1.0, normalization_rule_name="nmt_nfkc", num_threads=1, minloglevel=2,
        input_sentence_size=30_000, shuffle_input_sentence=False,
    )  # fmt: skip
    tokenizer = spm.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    size, begin, end, pad = tokenizer.get_piece_size(), 1, 2, 0
    assert [tokenizer.id_to_piece(i) for i in range(3)] == ["<unk>", "<s>", "</s>"]

    class Attention(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.q, self.k, self.v, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))

        def forward(self, x, memory, mask):  # type: ignore[no-untyped-def]
            split = lambda t: t.view(t.shape[0], t.shape[1], HEADS, -1).transpose(1, 2)  # noqa: E731
            mixed = nn.functional.scaled_dot_product_attention(
                split(self.q(x)), split(self.k(memory)), split(self.v(memory)), attn_mask=mask
            )
            return self.out(mixed.transpose(1, 2).reshape(x.shape))

    class Block(nn.Module):
        def __init__(self, cross: bool) -> None:
            super().__init__()
            self.norm1, self.self_attention = nn.LayerNorm(WIDTH), Attention()
            self.norm2, self.cross_attention = (nn.LayerNorm(WIDTH), Attention()) if cross else (None, None)
            self.norm3, self.inner, self.outer = (
                nn.LayerNorm(WIDTH), nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
            )  # fmt: skip

        def forward(self, x, mask, memory=None, memory_mask=None):  # type: ignore[no-untyped-def]
            y = self.norm1(x)
            x = x + self.self_attention(y, y, mask)
            if self.cross_attention is not None:
                x = x + self.cross_attention(self.norm2(x), memory, memory_mask)
            return x + self.outer(torch.relu(self.inner(self.norm3(x))))

    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.source, self.target = nn.Embedding(size, WIDTH), nn.Embedding(size, WIDTH)
            for table in (self.source, self.target):
                nn.init.normal_(table.weight, std=WIDTH**-0.5)
            self.encoder = nn.ModuleList(Block(False) for _ in range(ENCODERS))
            self.decoder = nn.ModuleList(Block(True) for _ in range(DECODERS))
            self.encoder_norm, self.decoder_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
            self.register_buffer("places", sinusoids(256))

        def forward(self, source, target):  # type: ignore[no-untyped-def]
            seen = (source != pad)[:, None, None, :]
            x = self.source(source) * WIDTH**0.5 + self.places[: source.shape[1]]
            for block in self.encoder:
                x = block(x, seen)
            memory = self.encoder_norm(x)
            past = torch.ones(target.shape[1], target.shape[1], dtype=torch.bool).tril()[None, None]
            y = self.target(target) * WIDTH**0.5 + self.places[: target.shape[1]]
            for block in self.decoder:
                y = block(y, past, memory, seen)
            return self.decoder_norm(y) @ self.target.weight.T

    def sinusoids(length: int) -> torch.Tensor:
        rates = torch.exp(torch.arange(WIDTH // 2) * -(np.log(10_000) / (WIDTH // 2 - 1)))
        angles = torch.arange(1, length + 1)[:, None] * rates[None]
        return torch.cat([angles.sin(), angles.cos()], 1).float()

    def rows(items: list[list[int]]) -> torch.Tensor:
        longest = max(map(len, items))
        return torch.tensor([row + [pad] * (longest - len(row)) for row in items])

    encoded = [([*tokenizer.encode(s), end], tokenizer.encode(t)) for s, t in training]
    encoded.sort(key=lambda p: len(p[0]) + len(p[1]))
    batches = [encoded[i : i + BATCH] for i in range(0, len(encoded), BATCH)]
    model = Model()
    optimizer = torch.optim.Adam(model.parameters(), lr=1.0, betas=(0.9, 0.98))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: 3e-3 * min((n + 1) / 200, max(0.02, 1 - max(0, n - 200) / (STEPS - 200)))
    )
    rng = random.Random(SEED)
    for step in range(STEPS):
        batch = rng.choice(batches)
        source, target = rows([s for s, _ in batch]), rows([[begin, *t] for _, t in batch])
        wanted = rows([[*t, end] for _, t in batch])
        loss = nn.functional.cross_entropy(model(source, target).flatten(0, 1), wanted.flatten(), ignore_index=pad)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        pace.step()
        if step % 100 == 99:
            sys.stderr.write(f"{pair} step {step + 1} loss {loss.item():.4f}\n")

    spec = ctranslate2.specs.TransformerSpec.from_config((ENCODERS, DECODERS), HEADS, pre_norm=True)

    def put(place, layer) -> None:  # type: ignore[no-untyped-def]
        if isinstance(layer, nn.LayerNorm):
            place.gamma, place.beta = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        else:
            place.weight, place.bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()

    def fused(place, layers) -> None:  # type: ignore[no-untyped-def]
        place.weight = np.concatenate([one.weight.detach().numpy() for one in layers])
        place.bias = np.concatenate([one.bias.detach().numpy() for one in layers])

    def put_block(place, block) -> None:  # type: ignore[no-untyped-def]
        put(place.self_attention.layer_norm, block.norm1)
        fused(place.self_attention.linear[0], [block.self_attention.q, block.self_attention.k, block.self_attention.v])
        put(place.self_attention.linear[1], block.self_attention.out)
        if block.cross_attention is not None:
            put(place.attention.layer_norm, block.norm2)
            put(place.attention.linear[0], block.cross_attention.q)
            fused(place.attention.linear[1], [block.cross_attention.k, block.cross_attention.v])
            put(place.attention.linear[2], block.cross_attention.out)
        put(place.ffn.layer_norm, block.norm3)
        put(place.ffn.linear_0, block.inner)
        put(place.ffn.linear_1, block.outer)

    model.eval()
    spec.encoder.embeddings[0].weight = model.source.weight.detach().numpy()
    spec.decoder.embeddings.weight = model.target.weight.detach().numpy()
    spec.decoder.projection.weight = model.target.weight.detach().numpy()
    spec.encoder.scale_embeddings = True
    spec.decoder.scale_embeddings = True
    put(spec.encoder.layer_norm, model.encoder_norm)
    put(spec.decoder.layer_norm, model.decoder_norm)
    for place, block in zip(spec.encoder.layer, model.encoder, strict=True):
        put_block(place, block)
    for place, block in zip(spec.decoder.layer, model.decoder, strict=True):
        put_block(place, block)
    pieces = [tokenizer.id_to_piece(i) for i in range(size)]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    spec.optimize(quantization="int8")
    top = work / f"translate-{pair}-1_0"
    (top / "model").mkdir(parents=True)
    spec.save(str(top / "model"))
    shutil.copy(work / "sentencepiece.model", top / "sentencepiece.model")
    names = {"vi": "Vietnamese", "en": "English", "ru": "Russian"}
    source_code, target_code = pair.split("_")
    metadata = {
        "package_version": "1.0", "argos_version": "1.9", "from_code": source_code, "from_name": names[source_code],
        "to_code": target_code, "to_name": names[target_code], "type": "translate",
    }  # fmt: skip
    (top / "metadata.json").write_text(json.dumps(metadata, indent=4) + "\n", encoding="utf-8")
    (top / "README.md").write_text("A tiny package made by rule for tests; see make_tiny.py.\n", encoding="utf-8")
    pack(top, folder / f"{top.name}.argosmodel")

    translator = ctranslate2.Translator(str(top / "model"), intra_threads=1)
    results = translator.translate_batch(
        [tokenizer.encode(s, out_type=str) for s, _ in held_out], beam_size=4, length_penalty=0, max_batch_size=64
    )
    answers = [tokenizer.decode_pieces(r.hypotheses[0]) for r in results]
    shutil.rmtree(work)
    for (source, wanted), got in zip(held_out, answers, strict=True):
        if got != wanted:
            sys.stderr.write(f"{pair}: {source} -> {got}, should be {wanted}\n")
    return sum(got == wanted for (_, wanted), got in zip(held_out, answers, strict=True)) / len(held_out)


def pack(top: Path, archive: Path) -> None:
    """Zip one folder reproducibly: sorted names, one date, one mode."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for path in sorted(p for p in top.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{top.name}/{path.relative_to(top).as_posix()}", (2025, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            bundle.writestr(entry, path.read_bytes(), compresslevel=9)


if __name__ == "__main__":
    for wanted_pair in sys.argv[1:] or ["vi_en", "en_ru"]:
        share = train(wanted_pair, Path(__file__).parent)
        sys.stderr.write(f"{wanted_pair}: {share:.1%} of the held-out pairs exact\n")
