"""Train the English tagger: `python data/en/train.py WIKIGOLD GUM [--check]`.

WIKIGOLD is `wikigold.conll.txt` (CC BY 4.0), GUM is `gum_ccby.jsonl` (CC BY 4.0 annotation over CC BY and public-domain
text); both are described in `data/README.md`. The labelled sentences (`sentences.txt`) and the templates
(`templates.txt`, filled from `names.tsv`, `places.tsv` and `slots.tsv`) of this folder complete them. The same inputs
give the same model.
`--check` trains on half of the labelled sentences and measures on the other half instead of writing the model.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from glossary.lang import en_steps  # noqa: E402
from glossary.lang import en_words as en  # noqa: E402
from glossary.lang.tagger import Features, Lexicon, decode, encode, fold, is_syllable, load, read_table, train, words  # noqa: E402

Labelled = tuple[str, list[tuple[int, int, str]]]
KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "PLACE", "EVENT": "EVENT", "MISC": ""}
BRACKET = re.compile(r"\[(PERSON|ORG|PLACE|EVENT)(?:#\S+)? ([^\]]+)\]")


def unbracket(line: str) -> Labelled:
    """`[PERSON Ly], head of [ORG VNA]` as plain text and spans."""
    text, spans, last = "", [], 0
    for match in BRACKET.finditer(line):
        text += line[last : match.start()]
        spans.append((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        last = match.end()
    return text + line[last:], spans


def bracketed(path: Path) -> Iterator[Labelled]:
    """The labelled sentences of a file in bracket notation, one a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, spans = unbracket(line)
            if "[" in text.replace("[/", ""):
                raise SystemExit(f"{path.name}: brackets left in: {line}")
            yield text, spans


def joined(tokens: list[str], spans: Iterable[tuple[int, int, str]]) -> Labelled:
    """Words of a public set put back into text, so that one tokenizer serves all."""
    text, starts, ends = "", [], []
    for i, token in enumerate(tokens):
        glue = (
            i == 0
            or token in (".", ",", ")", ";", ":", "?", "!", "'s", "’s", "%", "''")
            or tokens[i - 1] in ("(", "``", "$")
            or "-" in (token, tokens[i - 1])
        )
        text += "" if glue else " "
        starts.append(len(text))
        text += {"``": '"', "''": '"'}.get(token, token)
        ends.append(len(text))
    return text, [(starts[a], ends[b - 1], k) for a, b, k in spans if k]


def wikigold(path: Path) -> Iterator[Labelled]:
    """Wikipedia sentences with PER, ORG, LOC (IO labels)."""
    tokens: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            word, label = line.split()
            tokens.append(word)
            labels.append(label if label == "O" else "I-" + KINDS[label[2:]] if KINDS[label[2:]] else "O")
        elif tokens:
            if tokens != ["-DOCSTART-"]:
                yield joined(tokens, decode(labels))
            tokens, labels = [], []


def gum(path: Path) -> Iterator[Labelled]:
    """GUM sentences with PER, ORG, LOC, EVENT spans."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield joined(row["tokens"], [(a, b, KINDS[k]) for a, b, k in row["spans"]])


def _listed(category: str) -> list[tuple[str, ...]]:
    """The small places of one sort, in order."""
    return sorted({parts for entries in en.towns().phrases.values() for parts, sort in entries if sort == category})


class Filler:
    """Fills `{person}` and the like in templates."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = dict(read_table(HERE / "names.tsv"))
        self.places: dict[str, list[str]] = {}
        for category, names in read_table(HERE / "places.tsv"):
            self.places.setdefault(category, []).extend(names)
        self.orgs: dict[str, list[str]] = {}
        for category, names in read_table(HERE / "orgs.tsv"):
            self.orgs.setdefault(category, []).extend(names)
        self.slots: dict[str, list[str]] = {}
        for category, names in read_table(HERE / "slots.tsv"):
            self.slots.setdefault(category, []).extend(names)
        self.small = {
            form for entries in en.towns().phrases.values() for parts, _ in entries for form in [" ".join(parts)]
        }
        self.communes = [" ".join(parts) for parts in _listed("vn_town") if not " ".join(parts).isascii()]
        self.towns = [" ".join(parts) for parts in _listed("ru_town") if "-" not in parts]
        self.rare = [
            n.capitalize()
            for c, names in read_table(HERE / "person_words.tsv")
            if c != "person_freq"
            for n in names
            if n.isascii()
        ]
        self.ascii = True

    def pick(self, items: list[str]) -> str:
        """One of them, by the seeded dice."""
        return self.random.choice(items)

    def plain(self, name: str) -> str:
        """The name without marks, in sentences that write Vietnamese so."""
        if not self.ascii:
            return name
        return " ".join(w[:1] + fold(w)[1:] if w[:1].isascii() else fold(w).capitalize() for w in name.split())

    def person(self) -> str:
        """A full name: mostly Vietnamese, then Russian, then any."""
        roll = self.random.random()
        n = self.names
        if roll < 0.06:
            return self.pen_name()
        if roll < 0.1:
            first = n["vi_given"] if roll < 0.08 else n["west_given"]
            return self.plain(f"{self.pick(first)} {self.pick(n['vi_surname'][:40])}")
        if roll < 0.62:
            middles = [self.pick(n["vi_middle"]) for _ in range(self.random.choice((0, 1, 1, 1, 1, 1, 2)))]
            return self.plain(
                " ".join(
                    [self.pick(n["vi_surname"][: self.random.choice((18, 150))]), *middles, self.pick(n["vi_given"])]
                )
            )
        if roll < 0.84:
            given = self.pick(n["ru_given"])
            surname = (
                self.pick(n["ru_surname"])
                if self.random.random() < 0.6
                else self.pick(list(self.slots["ru_surname_extra"]))
            )
            if self.random.random() < 0.12:
                return f"{given} {self.pick(self.slots['patronymic'])} {surname}"
            if self.random.random() < 0.12:
                return f"{given[0]}. {surname}"
            if self.random.random() < 0.04:
                return f"{given[0]}.{self.pick(list('ABVGDEIKLMNOPRST'))}. {surname}"
            return f"{given} {surname}"
        return f"{self.pick(n['west_given'])} {self.pick(self.rare)}"

    def pen_name(self) -> str:
        """Two given syllables, as reporters and artists sign."""
        return self.plain(f"{self.pick(self.names['vi_middle'])} {self.pick(self.names['vi_given'])}")

    def short(self) -> str:
        """A given name or surname alone."""
        roll = self.random.random()
        if roll < 0.6:
            return self.plain(self.pick(self.names["vi_given"]))
        return self.pick(self.names["ru_surname"]) if roll < 0.85 else self.pick(self.rare)

    def vn(self) -> str:
        """A place in Vietnam: a province or city, or any commune."""
        known = self.random.random() < 0.5
        return self.plain(self.pick(self.slots["vn_place"] if known else self.communes))

    def ru(self) -> str:
        """A place in Russia: a well-known city, or any town."""
        return self.pick(self.slots["ru_place"] if self.random.random() < 0.5 else self.towns)

    def brand(self) -> str:
        """A name of firms, clubs, newspapers and the like that tells nothing."""
        roll = self.random.random()
        if roll < 0.6:
            return self.plain(self.pick(self.slots["brand"]))
        if roll < 0.68:
            return self.pen_name()
        return self.pick(self.rare)

    def place(self) -> str:
        """A place anywhere."""
        roll = self.random.random()
        if roll < 0.4:
            return self.vn()
        if roll < 0.6:
            return self.pick(self.slots["ru_place"])
        return self.pick(self.places["city"] if roll < 0.8 else self.places["country"])

    def value(self, slot: str) -> str:
        """What a hole of this name is filled with."""
        if slot == "person":
            return self.person()
        if slot == "short":
            return self.short()
        if slot == "vn":
            return self.vn()
        if slot == "place":
            return self.place()
        if slot == "town":
            return self.ru()
        if slot == "pen":
            return self.pen_name()
        if slot == "brand":
            return self.brand()
        if slot == "country":
            return self.pick(self.slots["country"])
        if slot == "company":
            return (
                self.pick(self.orgs["company"])
                if self.random.random() < 0.4
                else self.pick(self.rare)
                + self.pick(
                    [
                        "",
                        "",
                        " Group",
                        " Corporation",
                        " Energy",
                        " JSC",
                        " Co., Ltd",
                        " Holding",
                        " Bank",
                        " Airlines",
                        " Shipping",
                        " Steel",
                    ]
                )
            )
        if slot == "media":
            return self.pick(self.orgs["media"])
        if slot == "acronym":
            return "".join(self.pick(list("ABCDEFGHIKLMNPRSTV")) for _ in range(self.random.choice((3, 3, 4, 4, 5))))
        if slot == "n":
            return str(self.random.randint(1, 98))
        if slot == "surname":
            return self.pick(self.rare)
        return self.slots_value(slot)

    def slots_value(self, slot: str) -> str:
        """A line of `slots.tsv`, its own holes filled."""
        value = self.pick(self.slots[slot])
        return re.sub(r"<(\w+)>", lambda m: self.value(m.group(1)), value)

    def fill(self, template: str) -> Labelled:
        """One sentence from a template."""
        self.ascii = self.random.random() < 0.5
        filled = re.sub(r"\{(\w+)\}", lambda m: self.value(m.group(1)), template)
        return unbracket(re.sub(r"\[(PLACE|EVENT) the ", r"the [\1 ", filled))


def varied(data: list[Labelled], times: int, seed: int) -> Iterator[Labelled]:
    """Each labelled sentence again with other persons and places, so that the words around a name must do the work."""
    filler = Filler(seed)
    lex = en.lexicon()
    known = {n for c in ("city", "region", "vn_place") for n in filler.places.get(c, [])}
    for text, spans in data:
        for _ in range(times):
            filler.ascii = text.isascii()
            made, placed, last = "", [], 0
            for start, end, kind in spans:
                name = text[start:end]
                made += text[last:start] + (new := _other(name, kind, filler, known, lex))
                placed.append((len(made) - len(new), len(made), kind))
                last = end
            made += text[last:]
            if made != text:
                yield made, placed


def _other(name: str, kind: str, filler: Filler, known: set[str], lex: Lexicon) -> str:
    """Another name of the same sort, or the same one where none would fit the sentence."""
    if name.isupper() or filler.random.random() < 0.15:
        return name
    parts = name.split()
    if (
        kind == "PERSON"
        and all(p[:1].isupper() for p in parts)
        and name not in ("Uncle Ho", "Ho Chi Minh", "Hồ Chí Minh")
    ):
        vietnamese = "vi_surname" in lex.exact.get(parts[0], ()) or "vi_given" in lex.exact.get(parts[-1], ())
        for _ in range(20):
            other = filler.person() if len(parts) > 1 else filler.short()
            first = other.split()[0]
            if (
                "vi_surname" in lex.exact.get(first, ()) or (len(parts) == 1 and "vi_given" in lex.exact.get(first, ()))
            ) == vietnamese:
                return other
    if kind == "PLACE" and (name in known or name in filler.small):
        vietnamese = name in filler.places["vn_place"] or not name.isascii() or all(is_syllable(p) for p in parts)
        if vietnamese:
            return filler.vn()
        russian = name in filler.slots["ru_place"] or name in filler.towns
        return filler.ru() if russian else filler.pick(filler.places["city"])
    if kind == "ORG" and len(parts) <= 3 and _brand_like(parts, lex) and filler.random.random() < 0.6:
        return filler.brand()
    return name


def _brand_like(parts: list[str], lex: Lexicon) -> bool:
    """Does no word of the name say what it names, so that another may stand there?"""
    return all(
        p.istitle() and p.isalpha() and not lex.single.get(p.lower()) and not lex.has(p, "demonym") for p in parts
    )


def generated(times: int, seed: int) -> Iterator[Labelled]:
    """Each template filled `times` times."""
    filler = Filler(seed)
    for line in (HERE / "templates.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            for _ in range(times):
                yield filler.fill(line)


def labels_of(text: str, spans: list[tuple[int, int, str]]) -> tuple[en.Sentence, list[str]]:
    """The words of a sentence and their labels."""
    made = en.sentence(text)
    token_spans = []
    for start, end, kind in spans:
        inside = [i for i, (a, b) in enumerate(zip(made.starts, made.ends, strict=True)) if a < end and b > start]
        if inside:
            token_spans.append((inside[0], inside[-1] + 1, kind))
    return made, encode(len(made.tokens), token_spans)


def rows(data: Iterable[Labelled], features: Features) -> Iterator[tuple[list[list[bytes]], list[str]]]:
    """Features and labels for the trainer."""
    for text, spans in data:
        made, labels = labels_of(text, spans)
        if made.tokens:
            yield features.of(made.tokens, made.hints()), labels


def upper(data: Labelled) -> Labelled:
    """The sentence as a headline in capitals."""
    text, spans = data
    raised = text.upper()
    return (raised, spans) if len(raised) == len(text) else data


def common(paths: list[Path]) -> None:
    """Write `common.txt`: words that the training texts write in lower case, and no names.

    Listed names in small letters come from careless pages; a syllable of Vietnamese names must stand there twice.
    """
    names = {
        name.lower()
        for table in ("places.tsv", "orgs.tsv")
        for _, listed in read_table(HERE / table)
        for name in listed
        if name.isalpha()
    }
    count: Counter[str] = Counter()
    for text, spans in [
        *wikigold(paths[0]),
        *gum(paths[1]),
        *bracketed(HERE / "sentences.txt"),
        *((unbracket(line)) for line in (HERE / "templates.txt").read_text(encoding="utf-8").splitlines()),
    ]:
        for word, start, _end in words(text):
            if (
                word.isascii()
                and word.isalpha()
                and word.islower()
                and len(word) > 1
                and not any(a <= start < b for a, b, _ in spans)
            ):
                count[word] += 1
    extra = set((HERE / "common_extra.txt").read_text(encoding="utf-8").split())
    keep = [w for w, n in count.items() if n >= (2 if is_syllable(w) else 1) and w not in names]
    (HERE / "common.txt").write_text("\n".join(sorted({*keep, *extra})) + "\n", encoding="utf-8")


def score(tagger: object, data: list[Labelled], features: Features) -> str:
    """Strict precision, recall and F1 of the bare tagger."""
    right = got = want = 0
    for text, spans in data:
        made, labels = labels_of(text, spans)
        if not made.tokens:
            continue
        found = set(decode(tagger.tag(features.of(made.tokens, made.hints()))))  # type: ignore[attr-defined]
        gold = set(decode(labels))
        right, got, want = right + len(found & gold), got + len(found), want + len(gold)
    p, r = right / max(1, got), right / max(1, want)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} over {want}"


PARAMETERS = {"c1": 0.0, "c2": 1.2, "max_iterations": 120, "feature.minfreq": 2, "feature.possible_transitions": True}


def main() -> None:
    """Train, or check."""
    paths = [Path(p) for p in sys.argv[1:] if not p.startswith("--")]
    if "--common" in sys.argv or not (HERE / "common.txt").exists():
        common(paths)
        en.lexicon.cache_clear()
    features = Features(en.lexicon())
    public = [*wikigold(paths[0]), *gum(paths[1])]
    own = list(bracketed(HERE / "sentences.txt"))
    made = list(generated(9, seed=7))
    held: list[Labelled] = []
    if "--check" in sys.argv:
        held, own = own[::2], own[1::2]
    chance = random.Random(3)
    capitals = [upper(s) for s in [*own, *made] if chance.random() < 0.06]
    data = [*public, *made, *own, *own, *varied(own, 5, seed=11), *capitals]
    target = Path(tempfile.mkdtemp()) / "names.crfsuite" if held else en_steps.MODEL
    train(target, rows(data, features), parameters=PARAMETERS)
    sys.stdout.write(f"{len(public)} public, {len(own)} own, {len(made)} made; {target.stat().st_size / 1e6:.2f} MB\n")
    if held:
        sys.stdout.write(f"held out: {score(load(target), held, features)}\n")


if __name__ == "__main__":
    main()
