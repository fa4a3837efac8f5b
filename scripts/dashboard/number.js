// Numbers as Indonesian readers write them. Sums and quotients are exact: whole numbers of a scale
// (v stands for v / 10^d), in BigInt where they grow.

const MINUS = "\u2212";

const group = digits => digits.replace(/\B(?=(\d{3})+$)/g, ".");

// The whole number v (Number or BigInt) of d decimals: 1.234,56.
function decimal(v, d = 0) {
  let digits = String(v);
  const sign = digits.startsWith("-") ? MINUS : "";
  digits = digits.replace("-", "").padStart(d + 1, "0");
  const whole = digits.slice(0, digits.length - d);
  return sign + group(whole) + (d ? "," + digits.slice(-d) : "");
}

const count = n => decimal(n);

// A difference always has its sign.
const signed = (v, d) => (v > 0 ? "+" : "") + decimal(v, d);

// A number in plain notation, as tables hold it, for people; any other text stays what it is.
function people(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  return (match[1] ? MINUS : "") + group(match[2]) + (match[3] ? "," + match[3] : "");
}

// a / b as a whole number, half up (ties away from zero).
function quotient(a, b) {
  const x = BigInt(a), y = BigInt(b), twice = 2n * (x < 0n ? -x : x) + y, q = twice / (2n * y);
  return Number(x < 0n ? -q : q);
}

// Sums of whole numbers that together may be more than a Number holds exactly.
class Sum {
  constructor() { this.high = 0; this.low = 0; }
  add(v) { const low = v % 1e6; this.low += low; this.high += (v - low) / 1e6; }
  get value() { return BigInt(this.high) * 1000000n + BigInt(this.low); }
}

// An amount of rupiah (whole number of d decimals) in words of size: Rp51,81 triliun.
function rupiahShort(v, d) {
  const scale = 10n ** BigInt(d), whole = BigInt(v) / scale;
  for (const [unit, zeros] of [["triliun", 12n], ["miliar", 9n], ["juta", 6n]])
    if (whole >= 10n ** zeros)
      return `Rp${decimal(quotient(BigInt(v), scale * 10n ** (zeros - 2n)), 2)} ${unit}`;
  return "Rp" + decimal(whole);
}

// Percent with one decimal of a share.
const share = (part, all) => (all ? decimal(quotient(part * 1000, all), 1) : "0,0") + "%";
