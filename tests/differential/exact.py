"""Exact numbers of the slow evaluator: fractions, roots of fractions, and their rounding.

Nothing here knows how Capai computes: rounding is decided by comparing with exact halves.
"""

from fractions import Fraction


class Root:
    """The n-th root of a fraction that is not below zero."""

    def __init__(self, radicand, degree):
        self.radicand, self.degree = Fraction(radicand), degree

    def compare(self, other):
        if other < 0:
            return 1
        power = other ** self.degree
        return (self.radicand > power) - (self.radicand < power)

    def floor(self):
        """The largest whole number that is not above the root."""
        low, high = 0, 1
        while self.compare(Fraction(high)) >= 0:
            high *= 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.compare(Fraction(middle)) >= 0 else (low, middle)
        return low

    def times(self, factor):
        return Root(self.radicand * factor ** self.degree, self.degree)


def compare(x, other):
    """-1, 0 or 1: x, a fraction or a root, below, equal to, above the fraction `other`."""
    if isinstance(x, Root):
        return x.compare(other)
    return (x > other) - (x < other)


def rounded(x, digits, mode):
    """x with so many decimals, as a fraction."""
    power = 10 ** digits
    scaled = x.times(power) if isinstance(x, Root) else x * power
    low = scaled.floor() if isinstance(scaled, Root) else scaled.numerator // scaled.denominator
    if compare(scaled, Fraction(low)) == 0:
        return Fraction(low, power)
    half = compare(scaled, Fraction(2 * low + 1, 2))
    above_zero = low >= 0
    if mode == "half_up":
        up = half > 0 or (half == 0 and above_zero)
    elif mode == "half_even":
        up = half > 0 or (half == 0 and low % 2 == 1)
    else:
        up = {"down": not above_zero, "up": above_zero, "floor": False, "ceil": True}[mode]
    return Fraction(low + up, power)


def plain(x, digits):
    """A rounded fraction as results print it, with exactly so many decimals."""
    whole = x * 10 ** digits
    assert whole.denominator == 1
    text = str(abs(whole.numerator)).rjust(digits + 1, "0")
    sign = "-" if whole < 0 else ""
    return sign + (text[:-digits] + "." + text[-digits:] if digits else text)


def shortest(x):
    """A decimal fraction with no digits added: rupiah, counts."""
    digits = 0
    while (x * 10 ** digits).denominator != 1:
        digits += 1
    return plain(x, digits)
