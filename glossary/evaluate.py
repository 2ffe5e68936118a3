"""How good is it? What `tenrieng eval` prints: extraction, concepts, suggestions and comparison against gold data.

Gold mentions are JSON lists of `{start, end, text, type, entity}` per article; offsets count code points of the NFC
text. Span and type are scored strictly (CoNLL), concepts by B-cubed (Bagga & Baldwin 1998) over the mentions whose
spans agree.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.errors import InputError
from glossary.model import Comparison, Kind, Lang, Origin, Question, Suggestion

Span = tuple[int, int]
Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One annotated mention: its kind and the entity it names."""

    start: int
    end: int
    text: str
    kind: str
    entity: str


@dataclass(slots=True)
class Counts:
    """Mistakes, counted rather than averaged: `wrong_border` overlaps a gold mention, `invented` overlaps none."""

    right: int = 0
    wrong_type: int = 0
    wrong_border: int = 0
    invented: int = 0
    missed: int = 0
    gold: int = 0
    found: int = 0

    def add(self, other: Counts) -> None:
        """Add the counts of another article."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> dict[str, float]:
        """Precision, recall, F1 of span and type, and F1 of the span alone."""
        same_span = self.right + self.wrong_type
        return {
            "p": _ratio(self.right, self.found),
            "r": _ratio(self.right, self.gold),
            "f1": _ratio(2 * self.right, self.found + self.gold),
            "span_f1": _ratio(2 * same_span, self.found + self.gold),
        }


def _ratio(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def read_gold(path: Path) -> list[GoldMention]:
    """Raises InputError when the file is not a list of annotated mentions."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [GoldMention(r["start"], r["end"], r["text"], r["type"], r["entity"]) for r in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} is not a gold file: a JSON list of start, end, text, type, entity is expected ({error})."
        ) from error


def find_gold(gold_dir: Path, article_dirs: Sequence[Path]) -> Iterator[tuple[Path, list[GoldMention]]]:
    """Each gold file with the article of the same stem, looked for in `article_dirs` in order.

    Raises InputError when the folder holds no gold file or an article is missing.
    """
    files = sorted(gold_dir.glob("*.json")) if gold_dir.is_dir() else []
    if not files:
        raise InputError(f"{gold_dir} holds no gold files (*.json): name the folder with the annotated mentions.")
    for file in files:
        for folder in article_dirs:
            article = next((a for a in sorted(folder.glob(f"{file.stem}.*")) if a.suffix != ".json"), None)
            if article is not None:
                yield article, read_gold(file)
                break
        else:
            raise InputError(f"No article for {file.name} in {', '.join(map(str, article_dirs))}.")


def count_mistakes(gold: Sequence[GoldMention], found: Sequence[Record]) -> tuple[Counts, dict[str, Counts]]:
    """Counts of one article, whole and by the rule that made each found mention (missed ones under `-`)."""
    by_span = {(m.start, m.end): m.kind for m in gold}
    total = Counts(gold=len(gold), found=len(found))
    by_rule: dict[str, Counts] = defaultdict(Counts)
    taken: set[Span] = set()
    for record in found:
        span = (int(str(record["start"])), int(str(record["end"])))
        taken.add(span)
        what = _judge(span, str(record["kind"]), by_span)
        rule = by_rule[str(record["rule"])]
        rule.found += 1
        for counts in (total, rule):
            setattr(counts, what, getattr(counts, what) + 1)
    total.missed = sum(span not in taken for span in by_span)
    by_rule["-"].missed = total.missed
    return total, dict(by_rule)


def _judge(span: Span, kind: str, gold: Mapping[Span, str]) -> str:
    if span in gold:
        return "right" if gold[span] == kind else "wrong_type"
    touches = any(start < span[1] and span[0] < end for start, end in gold)
    return "wrong_border" if touches else "invented"


def b_cubed(gold: Mapping[Hashable, str], found: Mapping[Hashable, str]) -> dict[str, float]:
    """B-cubed precision, recall and F1 over the items both sides have."""
    items = [i for i in gold if i in found]
    by_gold, by_found = _clusters(gold, items), _clusters(found, items)
    p = sum(len(by_gold[gold[i]] & by_found[found[i]]) / len(by_found[found[i]]) for i in items)
    r = sum(len(by_gold[gold[i]] & by_found[found[i]]) / len(by_gold[gold[i]]) for i in items)
    n = len(items)
    return {"p": _ratio(p, n), "r": _ratio(r, n), "f1": _ratio(2 * p * r, n * (p + r)), "mentions": n}


def _clusters(label: Mapping[Hashable, str], items: Iterable[Hashable]) -> dict[str, set[Hashable]]:
    clusters: dict[str, set[Hashable]] = defaultdict(set)
    for item in items:
        clusters[label[item]].add(item)
    return clusters


def score_mentions(
    pairs: Sequence[tuple[Path, list[GoldMention]]], extracted: Callable[[Sequence[str]], Iterable[Record]]
) -> dict[str, object]:
    """Strict, span-only and B-cubed figures per language and over all, with mistakes counted by rule."""
    by_article: dict[str, list[Record]] = defaultdict(list)
    for record in extracted([str(article) for article, _ in pairs]):
        by_article[str(record["article"])].append(record)
    per_lang: dict[str, Counts] = defaultdict(Counts)
    rules: dict[str, Counts] = defaultdict(Counts)
    gold_of: dict[Hashable, str] = {}
    found_of: dict[Hashable, str] = {}
    for article, gold in pairs:
        found = by_article[str(article)]
        total, by_rule = count_mistakes(gold, found)
        lang = _language(article, found)
        for key in (lang, "all"):
            per_lang[key].add(total)
        for rule, counts in by_rule.items():
            rules[rule].add(counts)
        gold_of |= {(article, m.start, m.end): m.entity for m in gold}
        found_of |= {(article, int(str(r["start"])), int(str(r["end"]))): str(r["concept"]) for r in found}
    names = ("right", "wrong_type", "wrong_border", "invented", "missed")
    return {
        "languages": {k: c.figures() | {"gold": c.gold} for k, c in sorted(per_lang.items())},
        "b3": b_cubed(gold_of, found_of),
        "mistakes": {k: {n: getattr(c, n) for n in names} for k, c in sorted(rules.items())},
    }


def _language(article: Path, found: Sequence[Record]) -> str:
    named = re.search(r"_(vi|en|ru)$", article.stem)
    if named:
        return named.group(1)
    return str(found[0]["lang"]) if found else "none"


# ---- equivalents ------------------------------------------------------------------------------------------------

_ROW_KINDS = {
    f"{kind}_{country}": Kind(kind.upper()) for kind in ("person", "place") for country in ("vn", "ru", "other")
}
"""What a row is of; all others are institutions."""
_DIRECTIONS = (("vi", "ru"), ("vi", "en"), ("en", "ru"), ("en", "vi"), ("ru", "en"), ("ru", "vi"))


def comparable(text: str) -> str:
    """A term as a judge of equivalents sees it: case, ё/е, dashes, quotes and spaces do not matter, letters do."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return re.sub(r"[\s\-–—‑·.«»\"'’]+", " ", folded).strip()


def read_triples(path: Path) -> list[tuple[str, Question, set[str]]]:
    """(task, question, right answers) for each direction of each row; raises InputError on a file of another kind.

    Columns `kind,vi,en_ascii,en,ru`, alternatives by `|`, commonest first.
    """
    asked = []
    for row in _rows(path, ("kind", "vi", "en_ascii", "en", "ru")):
        right = {c: {comparable(x) for x in row[c].split("|") if x.strip()} for c in ("vi", "en", "ru", "en_ascii")}
        right["en"] |= right["en_ascii"]
        kind = _ROW_KINDS.get(row["kind"], Kind.ORG)
        for source, target in _DIRECTIONS:
            text = row[source].split("|")[0]
            if text and right[target]:
                question = Question(Lang(source), Lang(target), kind, unicodedata.normalize("NFC", text))
                asked.append((row["kind"], question, right[target]))
    return asked


def score_suggestions(
    asked: Sequence[tuple[str, Question, set[str]]], answers: Sequence[Sequence[Suggestion]]
) -> dict[str, object]:
    """Top-1 and top-3 accuracy per kind and direction, apart from the tables too, and the reliability of the scores."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    bins: dict[int, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for (kind, question, right), suggestions in zip(asked, answers, strict=True):
        hits = [comparable(s.text) in right for s in suggestions]
        direction = f"{question.source}>{question.target}"
        keys = [f"{kind}:{direction}", direction, kind, "all"]
        if not suggestions or Origin.AUTHORITY not in suggestions[0].origins:
            keys += ["not from authority", f"not from authority:{direction}"]
        for key in keys:
            count = sums[key]
            count[0] += 1
            count[1] += any(hits[:1])
            count[2] += any(hits[:3])
            count[3] += not hits
        if suggestions:
            cell = bins[min(9, int(suggestions[0].score * 10))]
            cell[0] += 1
            cell[1] += hits[0]
            cell[2] += suggestions[0].score
    tasks = {k: {"n": n, "top1": _ratio(a, n), "top3": _ratio(b, n), "none": e} for k, (n, a, b, e) in sums.items()}
    return {
        "tasks": dict(sorted(tasks.items())),
        "reliability": [
            {"score": f"{b / 10:.1f}–{(b + 1) / 10:.1f}", "n": int(n), "said": _ratio(s, n), "right": _ratio(h, n)}
            for b, (n, h, s) in sorted(bins.items())
        ],
    }


# ---- comparison -------------------------------------------------------------------------------------------------


def read_pairs(path: Path) -> list[tuple[str, str, bool]]:
    """(a, b, one concept?) of a file with columns `a,b,same,note`; rows that hold only in an article are left out."""
    rows = _rows(path, ("a", "b", "same", "note"))
    return [(r["a"], r["b"], r["same"] == "1") for r in rows if not r["note"].startswith("context:")]


def score_comparisons(
    pairs: Sequence[tuple[str, str, bool]], compare: Callable[[str, str], Comparison]
) -> dict[str, object]:
    """Accuracy, and the two kinds of mistakes by name: wrong merges and variants missed."""
    wrong, missed = [], []
    for a, b, same in pairs:
        answer = compare(unicodedata.normalize("NFC", a), unicodedata.normalize("NFC", b))
        if answer.same and not same:
            wrong.append([a, b, answer.why])
        elif same and not answer.same:
            missed.append([a, b, answer.why])
    n = len(pairs)
    return {"n": n, "accuracy": _ratio(n - len(wrong) - len(missed), n), "wrong_merges": wrong, "missed": missed}


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not set(columns) <= set(reader.fieldnames or ()):
                raise InputError(f"{path} lacks columns: {', '.join(columns)} are expected.")
            return [{c: row[c] or "" for c in columns} for row in reader]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
