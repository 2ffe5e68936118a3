"""Why the tagger decided so: the features of a name that weigh most, said in words. Only `--explain` asks.

The weights of a linear-chain CRF are sums of what each feature of a word says for each label (Lafferty, McCallum,
Pereira 2001), so the difference between two labels tells what spoke for the one and against the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import Any

from glossary.model import Kind

_MOST = 3
"""So many reasons are told."""

_SAID = tuple(
    (re.compile(feature), said)
    for feature, said in (
        (r"w=(.+)", "the word “{0}”"),
        (r"S?l=syl", "“{word}” is a Vietnamese syllable"),
        (r"S?l=marked", "“{word}” has Vietnamese marks"),
        (r"S?l=(.+)", "“{word}” is listed as {0}"),
        (r"z\d=(.+)", "“{word}” ends in -{0}"),
        (r"a3=(.+)", "“{word}” begins with {0}-"),
        (r"h=[BI]-a_(.+)", "in the tables as {0}"),
        (r"h=[BI]-(.+)", "in what is listed or built as {0}"),
        (r"[-+]1h=[BI]-a_(.+)", "beside what is in the tables as {0}"),
        (r"[-+]1h=[BI]-(.+)", "beside what is listed or built as {0}"),
        (r"-1l=(.+)", "“{before}” before it is listed as {0}"),
        (r"\+1l=(.+)", "“{after}” after it is listed as {0}"),
        (r"-2l=(.+)|Ll=(.+)", "a word before it is listed as {0}"),
        (r"\+2l=(.+)|Rl=(.+)", "a word after it is listed as {0}"),
        (r"Rw=(.+)n=(\d)", "words with capitals before “{0}”: {1}"),
        (r"-[12]w=(.+)|Lw=(.+)", "after “{0}”"),
        (r"\+[12]w=(.+)|Rw=(.+)", "before “{0}”"),
        (r"LRw=(.*)w=(.*)", "between “{0}” and “{1}”"),
        (r"LL(?:w=|\^)(.*)w=(.+)", "after “{0} {1}”"),
        (r"BOS.*|Lw=|LL\^w=", "it begins the sentence"),
        (r"EOS|Rw=", "it ends the sentence"),
        (r"quoted", "in quotation marks"),
        (r"bracket", "in brackets"),
        (r"s=.+|[-+]\ds=.+|sss=.+", "the capitals of “{word}” and beside it"),
    )
)
"""A feature of `glossary.lang.tagger.Features`, and what it is called."""


class Reasons:
    """What a trained model weighs, asked for the names it found."""

    def __init__(self, model: Any) -> None:
        self._weights: Mapping[tuple[str, str], float] = model.info().state_features

    def why(self, words: Sequence[str], features: Sequence[Sequence[bytes]], start: int, end: int, kind: str) -> str:
        """`rather than ORG: after “Ms.”`: the likeliest other reading of words `start` to `end`, and why it lost."""
        sums = {label: self._sums(words, features, start, end, label) for label in (*Kind, "")}
        rival = max((label for label in sums if label != kind), key=lambda label: sum(sums[label].values()))
        told = {said: weight - sums[rival][said] for said, weight in sums[kind].items()}
        strongest = [said for said in nlargest(_MOST, told, key=told.__getitem__) if told[said] > 0]
        return f"rather than {rival or 'no name'}" + (f": {'; '.join(strongest)}" if strongest else "")

    def _sums(
        self, words: Sequence[str], features: Sequence[Sequence[bytes]], start: int, end: int, kind: str
    ) -> dict[str, float]:
        """What each reason weighs for a reading (`""`: no name), all words of the name together."""
        sums: dict[str, float] = {}
        for i in range(start, end):
            label = f"{'B' if i == start else 'I'}-{kind}" if kind else "O"
            for feature in map(bytes.decode, features[i]):
                if said := _said(feature, words, i):
                    sums[said] = sums.get(said, 0.0) + self._weights.get((feature, label), 0.0)
        return sums


def _said(feature: str, words: Sequence[str], i: int) -> str:
    """A feature of word `i` in words; empty for what says nothing (that there is a word at all)."""
    for pattern, said in _SAID:
        if match := pattern.fullmatch(feature):
            parts = [part for part in match.groups() if part is not None]
            before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
            return (
                said.format(*parts, word=words[i], before=before, after=after)
                .replace("“ ", "“")
                .replace("“”", "an end of the sentence")
            )
    return ""
