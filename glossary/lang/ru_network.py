"""slovnet's network, with the weights it ships: the same sums as its own, with less work around them.

slovnet copies the windows of each convolution and decodes with a dozen calls a word. Here a convolution is one product
of matrices, moved by a word and added; decoding is Viterbi's algorithm (1967) in three calls a word.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]


def slovnet_tagger() -> Any:
    """slovnet's news NER with navec embeddings; the trained models lie in natasha's wheel.

    One thread: the products are small, and the threads of OpenBLAS spend twice the time in waiting for one another.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from navec import Navec
    from slovnet import NER

    spec = find_spec("natasha")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "data"
    tagger = NER.load(str(folder / "model" / "slovnet_ner_news_v1.tar"))
    tagger.navec(Navec.load(str(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    return tagger


@cache
def network() -> Network:
    """The network with slovnet's weights, loaded on first use."""
    return Network(slovnet_tagger().infer)


class Network:
    """Tags the words of a text; made of a model that slovnet has loaded."""

    def __init__(self, infer: Any) -> None:
        self._encoder, self._embedding = infer.encoder, infer.model.emb
        self._layers = [_Layer(layer) for layer in infer.model.encoder.layers]
        head = infer.model.head
        self._weight, self._bias, self._transitions = (
            head.proj.weight.array,
            head.proj.bias.array,
            head.crf.transitions.array,
        )
        self._names = infer.decoder.tags_vocab

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, `PER`, `LOC` or `ORG`) of the names in a text."""
        from razdel import tokenize

        tokens = list(tokenize(text))
        found: list[tuple[int, int, str]] = []
        inside = False
        for token, tag in zip(tokens, self.tags([token.text for token in tokens]), strict=True):
            if tag[0] == "B":
                found.append((token.start, token.stop, tag[2:]))
            elif tag[0] == "I" and inside:
                found[-1] = found[-1][0], token.stop, found[-1][2]
            inside = tag[0] == "B" or (tag[0] == "I" and inside)
        return found

    def tags(self, words: list[str]) -> list[str]:
        """`B-PER`, `I-PER`, …, `O` for each word."""
        import numpy as np

        if not words:
            return []
        # Each word once in the first and largest product: half of a text are words that it has already had.
        numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
        word_ids, shape_ids = self._encoder.item(numbers)
        first, *others = self._layers
        product = self._embedding(np.array(word_ids), np.array(shape_ids)) @ first.weight
        x = first.moved(product[[numbers[word] for word in words]])
        for layer in others:
            x = layer.moved(x @ layer.weight)
        return [self._names.decode(tag) for tag in _best(x @ self._weight + self._bias, self._transitions)]


class _Layer:
    """A convolution over three words, then what is above nothing, then the norm."""

    def __init__(self, layer: Any) -> None:
        import numpy as np

        kernel = layer.conv.weight.array  # filters × inputs × words
        self.weight = np.ascontiguousarray(np.concatenate(np.moveaxis(kernel, 2, 0)).T)
        self._bias, self._size = layer.conv.bias.array, kernel.shape[0]
        self._norm = [part.array for part in (layer.norm.mean, layer.norm.std, layer.norm.weight, layer.norm.bias)]

    def moved(self, product: Array) -> Array:
        """The product of the words and the weight, added up over three words, as the next layer wants it."""
        import numpy as np

        size = self._size
        made = product[:, size : 2 * size] + self._bias
        made[1:] += product[:-1, :size]
        made[:-1] += product[1:, 2 * size :]
        np.maximum(made, 0, out=made)
        mean, std, weight, bias = self._norm
        normed: Array = (made - mean) / std * weight + bias
        return normed


def _best(emissions: Array, transitions: Array) -> list[int]:
    """The likeliest tags of the words, by what speaks for each and what speaks for each pair."""
    # words × tag × tag before
    steps = transitions.T + emissions[1:, :, None]
    score = emissions[0]
    history = []
    for step in steps:
        paths = step + score
        history.append(paths.argmax(1))
        score = paths.max(1)
    tags = [int(score.argmax())]
    for before in reversed(history):
        tags.append(int(before[tags[-1]]))
    return tags[::-1]
