"""Words that sound alike: Persian letters of one sound, and names written in the other script.

All take folded words (`text.fold`) of letters only.
"""

from __future__ import annotations

from itertools import groupby

_ONE_SOUND = str.maketrans("ذضظصثطحغع", "زززسستهقا")
_UNWRITTEN = frozenset("اویaeiouyvw")
_TWO_LETTERS = {"kh": "خ", "sh": "ش", "ch": "چ", "zh": "ژ", "gh": "ق", "ph": "ف", "ck": "ک"}
_CONSONANTS = {
    "ب": ("b",), "پ": ("p",), "ت": ("t",), "ج": ("j",), "چ": ("ch",), "خ": ("kh", "x"), "د": ("d",), "ر": ("r",),
    "ز": ("z",), "ژ": ("zh", "j"), "س": ("s", "c"), "ش": ("sh",), "ف": ("f", "ph"), "ق": ("gh", "q", "g"),
    "ک": ("k", "c", "ck"), "گ": ("g",), "ل": ("l",), "م": ("m",), "ن": ("n",), "ه": ("h",),
}  # fmt: skip
_LATIN = {first: letter for letter, (first, *_more) in _CONSONANTS.items() if len(first) == 1}
_LATIN |= {"q": "ق", "c": "ک", "x": "کس"}
_SHORT = ("", "a", "e", "i", "o", "u")
_VOWELS = {
    "ا": ("a", "aa", "o", "au"),
    "و": ("v", "w", "o", "u", "oo", "ou", "ow", "av", "va", "ve", "vi", "vo", ""),
    "ی": ("i", "y", "ee", "e", "ie", "ei", "ey", "ai", "ay", "iy", "yi", "ya", "ye", "yo", "yu"),
    "ع": ("", "a", "e", "o", "i", "aa"),
}
_FIRST = {"ا": ("e", "i", "o", "u", "ee", "ei", "ey", "oo", "ou")}
_LAST = {"ه": ("h", "e", "eh", "a", "ah", "")}


def _written(letter: str) -> tuple[str, ...]:
    """What a Persian letter is in Latin, with the short vowel that Persian does not write after a consonant."""
    if letter in _VOWELS:
        return _VOWELS[letter]
    spellings = _CONSONANTS.get(letter.translate(_ONE_SOUND), ())
    return tuple(
        {
            spelling * times + vowel
            for spelling in spellings
            for times in (1, 2)
            if times == 1 or len(spelling) == 1
            for vowel in _SHORT
        }
    )


_WRITTEN = {letter: _written(letter) for letter in "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"}


def sound(word: str) -> str:
    """One spelling for Persian words that sound alike: «رضا» and «رظا», «طاهری» and «تاهری»."""
    return "".join(letter for letter, _run in groupby(word.replace("خوا", "خا").translate(_ONE_SOUND)))


def skeleton(word: str) -> str:
    """The consonants in Persian letters, the same for «محمد» and "mohammad"; what romanised() then tells apart."""
    if word.isascii():
        for pair, letter in _TWO_LETTERS.items():
            word = word.replace(pair, letter)
        word = "".join(_LATIN.get(char, char) for char in word.removesuffix("h"))
    else:
        word = sound(word).removesuffix("ه")
    bare = (char for char in word if char not in _UNWRITTEN)
    return "".join(letter for letter, _run in groupby(bare))


def romanised(persian: str, latin: str) -> bool:
    """Is `latin` a way to write the Persian word, or a beginning of one, in Latin letters?"""
    places = {0}
    for at, letter in enumerate(persian):
        ways = _WRITTEN.get(letter, ())
        if at == 0:
            ways = (*ways, *_FIRST.get(letter, ()))
        if at == len(persian) - 1:
            ways = (*ways, *_LAST.get(letter, ()))
        after = {p + len(way) for p in places for way in ways if latin.startswith(way, p)}
        if any(len(latin) - p <= 2 and way.startswith(latin[p:]) for p in places for way in ways):
            return True
        if not after:
            return False
        places = after
    return len(latin) in places
