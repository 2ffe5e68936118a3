"""Suggestions from machine translation: installed Argos packages, a whole batch per hop, Vietnamese–Russian by English.

Terms need no sentence splitter, so `ctranslate2.Translator.translate_batch` is fed with the package's own tokenizer.
`length_penalty` is 0: Argos's 0.2 favours long outputs and hurts short terms. Each answer passes guards (loops, changed
digits, output left in the source's script, lost capitals) because a small model fails exactly in these ways.

Without the libraries or without packages there are no suggestions; `hint` says in one line what to do.
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from glossary import keys, packages
from glossary.errors import PackageError
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.text import has_cyrillic, has_vietnamese_marks, nfc

BEAM = HYPOTHESES = 2
"""Names are short: two beams and two answers are right as often as four and three on the packages of the tests, in
two thirds of the time."""
FIRST_HOP = 2
"""English hypotheses carried on to the second hop: more cost as much again and help little."""

_LONGEST = 300
_TRUST, _PIVOT_TRUST = 0.6, 0.5
"""The most a machine's word is worth: on names even a model sure of itself is often wrong, through a pivot more often.
The ranking calibrates over all origins."""

_LEAST = math.log(0.01)
"""Hypotheses a hundred times less likely than the first are noise, and not worth decoding."""

_WORDS, _DIGITS, _STUTTER = re.compile(r"\w+"), re.compile(r"\d+"), re.compile(r"([^\W\d]{1,4}?)\1{3,}")

Hop = tuple[Lang, Lang]


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    text: str
    log_probability: float
    confidence: float
    """Geometric mean of the token probabilities: comparable between short and long outputs."""
    via: str = ""
    """The English between two hops."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A package in memory."""

    path: Path
    label: str
    tokenizer: Any
    translator: Any
    prefix: str

    def translate(self, texts: Sequence[str], hypotheses: int) -> list[list[_Hypothesis]]:
        """One batch; for each text its hypotheses, best first."""
        tokens = self._encoded(texts)
        results = self._batch(tokens, hypotheses)
        # Attention is kept only where an output has a word that the model does not know: that costs 7 % of the time.
        unknown = [i for i, result in enumerate(results) if any("<unk>" in words for words in result.hypotheses)]
        if unknown:
            mended = self._batch([tokens[i] for i in unknown], hypotheses, replace_unknowns=True)
            for i, result in zip(unknown, mended, strict=True):
                results[i] = result
        kept = [
            [
                (self._bare(words), score)
                for words, score in zip(result.hypotheses, result.scores, strict=True)
                if score >= result.scores[0] + _LEAST
            ]
            for result in results
        ]
        spelt = iter(self._decoded([words for answers in kept for words, _ in answers]))
        return [[_hypothesis(next(spelt), len(words), score) for words, score in answers] for answers in kept]

    def _encoded(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokenizer's answer for each text; sentencepiece takes them all at once in half the time."""
        if hasattr(self.tokenizer, "lazy_processor"):
            return list(self.tokenizer.lazy_processor().encode(list(texts), out_type=str))
        return [self.tokenizer.encode(text) for text in texts]

    def _decoded(self, outputs: list[list[str]]) -> list[str]:
        if hasattr(self.tokenizer, "lazy_processor") and outputs:
            spelt = self.tokenizer.lazy_processor().decode(outputs)
            return [text.replace("▁", " ").replace("_", " ") for text in spelt]
        return [self.tokenizer.decode(words) for words in outputs]

    def _bare(self, tokens: list[str]) -> list[str]:
        return tokens[1:] if self.prefix and tokens and tokens[0] == self.prefix else tokens

    def _batch(self, tokens: list[list[str]], hypotheses: int, *, replace_unknowns: bool = False) -> list[Any]:
        return list(
            self.translator.translate_batch(
                tokens,
                target_prefix=[[self.prefix]] * len(tokens) if self.prefix else None,
                max_batch_size=64,
                beam_size=max(BEAM, hypotheses),
                num_hypotheses=hypotheses,
                length_penalty=0,
                max_decoding_length=min(256, 3 * max(map(len, tokens)) + 16),
                replace_unknowns=replace_unknowns,
                return_scores=True,
            )
        )


def _hypothesis(text: str, length: int, score: float) -> _Hypothesis:
    return _Hypothesis(nfc(" ".join(text.split())), score, math.exp(min(0.0, score) / (length + 1)))


class Translator:
    """The installed packages, loaded on first use and let go after `idle_seconds` without work. Thread-safe."""

    def __init__(self, *, idle_seconds: float = 120.0) -> None:
        self._idle_seconds = idle_seconds
        self._lock = threading.RLock()
        self._loaded: dict[Hop, _Loaded] = {}
        self._failed: dict[Path, str] = {}
        self._usable: tuple[object, dict[Hop, packages.InstalledPackage]] = (None, {})
        self._timer: threading.Timer | None = None

    # ---- what there is ----------------------------------------------------------------------------------------

    def available_pairs(self) -> set[Hop]:
        """Directions that can be translated now, those through English included."""
        direct = set(self._packages())
        english = Lang.EN
        return direct | {
            (source, target)
            for source, middle in direct
            for entry, target in direct
            if middle is english and entry is english and source is not target
        }

    def hops(self, source: Lang, target: Lang) -> list[Hop]:
        """The direct package, else two through English, else nothing."""
        have = self._packages()
        for way in ([(source, target)], [(source, Lang.EN), (Lang.EN, target)]):
            if source is not target and all(hop in have for hop in way):
                return way
        return []

    def problems(self) -> list[str]:
        """A sentence for each package that could not be loaded."""
        with self._lock:
            return list(self._failed.values())

    def _packages(self) -> dict[Hop, packages.InstalledPackage]:
        with self._lock:
            if not packages.has_argos_folder() or not _libraries():
                return {}
            try:
                stamp = packages.folder_stamp()
                if stamp != self._usable[0]:
                    found = packages.usable()
                    ours = {(Lang(s), Lang(t)): p for (s, t), p in found.items() if {s, t} <= set(Lang)}
                    self._usable = (stamp, ours)
                    self._failed = {}
                    self._loaded.clear()
            except PackageError:
                return {}
            return {hop: p for hop, p in self._usable[1].items() if p.path not in self._failed}

    # ---- translating ------------------------------------------------------------------------------------------

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        n: int = HYPOTHESES,
        *,
        kinds: Sequence[Kind | None] = (),
    ) -> list[list[Suggestion]]:
        """For each text its best translations, best first, at most `n`; empty lists where there is no package.

        `kinds` (one for each text) helps to restore the capitals of persons. Repeated texts cost nothing.
        """
        answers = self.translate_via(texts, source, target, n, kinds=kinds)
        return [[suggestion for suggestion, _ in answer] for answer in answers]

    def translate_via(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        n: int = HYPOTHESES,
        *,
        kinds: Sequence[Kind | None] = (),
    ) -> list[list[tuple[Suggestion, str]]]:
        """As `translate`, each suggestion with the English it went through (empty for a single hop)."""
        wanted = [" ".join(nfc(text).split()) for text in texts]
        unique = [text for text in dict.fromkeys(wanted) if 0 < len(text) <= _LONGEST and any(map(str.isalpha, text))]
        with self._lock:
            way = self.hops(source, target)
            found = self._run(unique, way, n) if unique and way else {}
            labels = {hop: self._loaded[hop].label for hop in way if hop in self._loaded}
            self._rest_later()
        trace = "Argos " + " + ".join(labels.get(hop, "") for hop in way)
        answers = []
        for at, text in enumerate(wanted):
            kind = kinds[at] if at < len(kinds) else None
            answers.append(_suggestions(text, found.get(text, []), kind, n, target, trace))
        return answers

    def _run(self, texts: list[str], way: list[Hop], n: int) -> dict[str, list[_Hypothesis]]:
        first = self._load(way[0])
        if first is None:
            return {}
        single = len(way) == 1
        hypotheses = first.translate(texts, max(1, n if single else FIRST_HOP))
        found = {t: _guarded(t, h, way[0][1]) for t, h in zip(texts, hypotheses, strict=True)}
        if single:
            return found
        second = self._load(way[1])
        middles = list(dict.fromkeys(h.text for hs in found.values() for h in hs))
        if second is None or not middles:
            return {}
        onward = dict(zip(middles, second.translate(middles, max(1, n)), strict=True))
        return {text: _joined(text, hs, onward, way[1][1]) for text, hs in found.items()}

    # ---- loading and letting go -------------------------------------------------------------------------------

    def _load(self, hop: Hop) -> _Loaded | None:
        package = self._packages().get(hop)
        if package is None:
            return None
        have = self._loaded.get(hop)
        if have is not None and have.path == package.path:
            return have
        try:
            import ctranslate2
            from argostranslate import settings
            from argostranslate.package import Package

            opened = Package(package.path)
            opened.tokenizer.encode("a")
            translator = ctranslate2.Translator(
                str(package.path / "model"),
                device=settings.device,
                inter_threads=settings.inter_threads,
                intra_threads=settings.intra_threads,
                compute_type=settings.compute_type,
            )
        except (ImportError, RuntimeError, LookupError, ValueError, AttributeError, TypeError, OSError) as error:
            self._failed[package.path] = (
                f"The Argos package {package.pair} cannot be loaded ({str(error)[:80]}). Install it again."
            )
            return None
        label = f"{package.source}→{package.target} {package.version}"
        loaded = _Loaded(package.path, label, opened.tokenizer, translator, opened.target_prefix or "")
        self._loaded[hop] = loaded
        return loaded

    @property
    def loaded(self) -> bool:
        """Is a model in memory?"""
        with self._lock:
            return bool(self._loaded)

    def unload(self) -> None:
        """Free the memory of the models (up to some hundred megabytes each); the next use loads them again."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._loaded.clear()

    def _rest_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._loaded:
            self._timer = threading.Timer(self._idle_seconds, self.unload)
            self._timer.daemon = True
            self._timer.start()


def _libraries() -> bool:
    """Can the libraries be found? Their wheels do not exist for every machine."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("ctranslate2", "sentencepiece", "argostranslate"))


def _joined(
    text: str, firsts: list[_Hypothesis], onward: dict[str, list[_Hypothesis]], target: Lang
) -> list[_Hypothesis]:
    """Both hops as one: probabilities multiply, and add up where two English readings lead to one word."""
    sums: dict[str, _Hypothesis] = {}
    for first in firsts:
        for second in _guarded(first.text, onward[first.text], target):
            whole = _Hypothesis(
                second.text,
                first.log_probability + second.log_probability,
                first.confidence * second.confidence,
                via=first.text,
            )
            same = sums.get(whole.text)
            if same is None:
                sums[whole.text] = whole
            else:
                best = max(same, whole, key=lambda h: h.log_probability)
                both = math.log(math.exp(same.log_probability) + math.exp(whole.log_probability) + 1e-300)
                sums[whole.text] = replace(best, log_probability=both)
    ordered = sorted(sums.values(), key=lambda h: -h.log_probability)
    likely = [h for h in ordered if h.log_probability >= ordered[0].log_probability + _LEAST]
    return [h for h in likely if not faults(text, h.text, target)]


# ---- guards ---------------------------------------------------------------------------------------------------------


def _guarded(text: str, hypotheses: list[_Hypothesis], target: Lang) -> list[_Hypothesis]:
    """Without those that fail a guard, punctuation and capitals mended, each text once."""
    kept: dict[str, _Hypothesis] = {}
    for hypothesis in hypotheses:
        if not math.isfinite(hypothesis.log_probability):
            continue
        tidy = without_added_marks(text, hypothesis.text)
        if not faults(text, tidy, target):
            kept.setdefault(tidy, hypothesis if tidy == hypothesis.text else replace(hypothesis, text=tidy))
    return list(kept.values())


def faults(source_text: str, output: str, target: Lang) -> str:
    """Why a machine's output cannot be a translation of the term; empty when nothing speaks against it.

    >>> faults("sông Hồng", "Red Red Red River", Lang.EN)
    'repeats itself'
    >>> faults("Quận 7", "District 8", Lang.EN)
    'digits differ'
    """
    if not any(c.isalnum() for c in output):
        return "empty"
    if "⁇" in output or "<unk>" in output.casefold():
        return "unknown letters"
    if len(output) > 4 * len(source_text) + 20:
        return "too long"
    if sorted(_DIGITS.findall(source_text)) != sorted(_DIGITS.findall(output)):
        return "digits differ"
    again = repeats(output)
    if again > 1 and again > repeats(source_text):
        return "repeats itself"
    if target is Lang.RU and any(map(str.isalpha, source_text)) and not has_cyrillic(output):
        return "not translated"
    if target is not Lang.RU and has_cyrillic(output):
        return "not translated"
    return ""


def repeats(text: str) -> int:
    """How often the most repeated word group, or piece of a word, stands in a row: `ha noi ha noi ha noi` 3.

    Two in a row count only for groups of words, since single words are doubled in real names; pieces of a word count
    from four in a row (`Nananana`).
    """
    folded = text.casefold()
    words = _WORDS.findall(folded)
    most = 1
    for size in range(1, len(words) // 2 + 1) if len(set(words)) < len(words) else ():
        for start in range(len(words) - 2 * size + 1):
            group = words[start : start + size]
            count = 1
            while words[start + count * size : start + (count + 1) * size] == group:
                count += 1
            if count >= 3 or (count == 2 and size > 1):
                most = max(most, count)
    for match in _STUTTER.finditer(folded):
        most = max(most, len(match.group()) // len(match.group(1)))
    return most


def without_added_marks(source_text: str, output: str) -> str:
    """Translation models end a term like a sentence, or quote it: take off what the source does not have."""
    tidy = output.strip()
    if not source_text.endswith((".", "!", "?", "…")) and tidy.endswith((".", "…")):
        bare = tidy.rstrip(".… ")
        # An abbreviation keeps its stop: `г. Ханой`, `U.S.`
        tidy = tidy if re.search(r"\b\w\.\w$", bare) else bare
    quotes = "\"'«»“”„‘’"
    if tidy[:1] in quotes and tidy[-1:] in quotes and source_text[:1] not in quotes and len(tidy) > 2:
        tidy = tidy[1:-1].strip()
    return tidy


def restore_capitals(source_text: str, output: str, kind: Kind | None = None) -> str:
    """Give back capitals where the source has some and the output has none at all, or shouts where the source does not.

    >>> restore_capitals("Nguyễn Văn Hùng", "нгуен ван хунг", Kind.PERSON)
    'Нгуен Ван Хунг'
    >>> restore_capitals("Hong River", "река Хонг")
    'река Хонг'
    """
    if not any(map(str.isupper, source_text)):
        return output
    if output.isupper() and not source_text.isupper() and len(output) > 4:
        output = output.lower()
    if any(map(str.isupper, output)):
        return output
    words, originals = output.split(" "), source_text.split()
    if kind is Kind.PERSON:
        capital = [True] * len(words)
    elif len(words) == len(originals):
        capital = [word[:1].isupper() for word in originals]
    else:
        capital = [True] + [False] * (len(words) - 1)
    return " ".join(w[:1].upper() + w[1:] if up else w for w, up in zip(words, capital, strict=True))


# ---- suggestions ----------------------------------------------------------------------------------------------------


def _suggestions(
    text: str, hypotheses: list[_Hypothesis], kind: Kind | None, n: int, target: Lang, trace: str
) -> list[tuple[Suggestion, str]]:
    """Score: trust × mean token probability × share among the hypotheses; the scores of one text sum below 1."""
    if not hypotheses:
        return []
    top = max(h.log_probability for h in hypotheses)
    total = sum(math.exp(h.log_probability - top) for h in hypotheses)
    found: dict[str, tuple[Suggestion, str]] = {}
    for hypothesis in hypotheses:
        mended = restore_capitals(text, hypothesis.text, kind)
        share = math.exp(hypothesis.log_probability - top) / total
        score = (_PIVOT_TRUST if hypothesis.via else _TRUST) * hypothesis.confidence * share
        why = trace
        if hypothesis.via:
            why += f", pivot through English ({hypothesis.via})"
        if mended != hypothesis.text:
            why += ", capitals restored"
        if mended == text and target is Lang.EN and has_vietnamese_marks(text):
            score, why = score / 2, why + ", left as it was"
        same = found.get(mended)
        if same is not None:
            found[mended] = replace(same[0], score=same[0].score + score), same[1]
        else:
            found[mended] = Suggestion(mended, Origin.ARGOS, score, why, (Origin.ARGOS,)), hypothesis.via
    return sorted(found.values(), key=lambda answer: -answer[0].score)[:n]


_SHARED = Translator()


def translate(texts: Sequence[str], source: Lang, target: Lang, n: int = HYPOTHESES) -> list[list[Suggestion]]:
    """As `Translator.translate`, with the models this process shares."""
    return _SHARED.translate(texts, source, target, n)


def available_pairs() -> set[Hop]:
    """Directions that can be translated now, those through English included."""
    return _SHARED.available_pairs()


def propose(question: Question, english: str = "") -> list[Suggestion]:
    """Machine translations of one name; see `propose_many`, which is several times quicker for many."""
    return propose_many([question], [english])[0]


def propose_many(questions: Sequence[Question], english: Sequence[str] = ()) -> list[list[Suggestion]]:
    """Machine translations for each question, a batch for each direction.

    `english` may give, for each question, the approved English term of the concept. Where Vietnamese–Russian goes
    through English and the machine's English is another, the suggestion is halved and says so (the pivot alarm), and
    the approved English itself is translated as well.
    """
    answers: list[list[Suggestion]] = [[] for _ in questions]
    directions: dict[Hop, list[int]] = {}
    for at, question in enumerate(questions):
        directions.setdefault((question.source, question.target), []).append(at)
    for (source, target), places in directions.items():
        texts, kinds = [questions[i].text for i in places], [questions[i].kind for i in places]
        found = _SHARED.translate_via(texts, source, target, kinds=kinds)
        approved = [english[i] if i < len(english) else "" for i in places]
        if any(approved) and len(_SHARED.hops(source, target)) == 2:
            direct = _SHARED.translate(approved, Lang.EN, target, kinds=kinds)
        else:
            direct = [[] for _ in places]
        for at, answer, term, from_term in zip(places, found, approved, direct, strict=True):
            answers[at] = _with_approved(answer, term, from_term)
    return answers


def _with_approved(
    found: list[tuple[Suggestion, str]], english: str, from_english: list[Suggestion]
) -> list[Suggestion]:
    """The pivot alarm: what went through another English than the approved one is worth half and says so."""
    merged = {s.text: replace(s, trace=f"{s.trace}, from the approved English ({english})") for s in from_english}
    for suggestion, via in found:
        if english and via and keys.loose(via) != keys.loose(english):
            why = f"{suggestion.trace}: not the approved English ({english})"
            suggestion = replace(suggestion, score=suggestion.score / 2, trace=why)
        if suggestion.text not in merged or merged[suggestion.text].score < suggestion.score:
            merged[suggestion.text] = suggestion
    return sorted(merged.values(), key=lambda s: -s.score)[:3]


def hint() -> str | None:
    """One line that says how to get machine translation, or why it is off; None when it works."""
    if not _libraries():
        return packages.unsupported()
    if available_pairs():
        return None
    problems = _SHARED.problems()
    if problems:
        return problems[0]
    return (
        "No Argos package is installed: “tenrieng models install vi-en” and “… en-ru” add offline machine translation "
        "(66 MB and 196 MB)."
    )


def unload() -> None:
    """Free the memory of the shared models now."""
    _SHARED.unload()
