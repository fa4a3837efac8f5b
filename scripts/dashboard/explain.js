// How a capaian follows from target and realisasi, worked out again with exact fractions.

// A number at the beginning of a cell, "4 Dok" or "90.5", as a fraction; null where there is none.
function fraction(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?: *%| [^\d]*)?$/.exec(text ?? "");
  if (!match) return null;
  const digits = match[3] || "";
  return [BigInt(match[1] + match[2] + digits), 10n ** BigInt(digits.length)];
}

const OPERATIONS = {
  "+": ([a, b], [c, d]) => [a * d + c * b, b * d],
  "-": ([a, b], [c, d]) => [a * d - c * b, b * d],
  "*": ([a, b], [c, d]) => [a * c, b * d],
  "/": ([a, b], [c, d]) => c === 0n ? null : c < 0n ? [-a * d, -c * b] : [a * d, b * c],
};

// The value of a formula of the four operations; null for one that says more.
function compute(formula, fields) {
  const tokens = formula.match(/[\d.]+|\w+|\S/g) || [];
  let at = 0;
  const primary = () => {
    const token = tokens[at++];
    if (token === "(") {
      const inner = sum();
      return tokens[at++] === ")" ? inner : null;
    }
    return token in fields ? fields[token] : fraction(token);
  };
  const chain = (next, signs) => {
    let left = next();
    while (left && signs.includes(tokens[at])) {
      const sign = tokens[at++], right = next();
      left = right && OPERATIONS[sign](left, right);
    }
    return left;
  };
  const product = () => chain(primary, ["*", "/"]);
  const sum = () => chain(product, ["+", "-"]);
  const value = sum();
  return at === tokens.length ? value : null;
}

// The first six decimals of a fraction, with "…" where more follow.
function unrounded([a, b]) {
  const negative = a < 0n, x = negative ? -a : a, scaled = x * 1000000n;
  let digits = String(scaled / b).padStart(7, "0");
  const ends = scaled % b === 0n;
  if (ends) digits = digits.slice(0, -6) + digits.slice(-6).replace(/0+$/, "");
  const places = ends ? digits.length - String(x / b).length : 6;
  return decimal(BigInt((negative ? "-" : "") + digits), Math.max(0, places)) + (ends ? "" : "…");
}

const printed = formula => formula.replaceAll("*", "×").replaceAll("/", "∕").replaceAll("-", MINUS);

// The steps of a capaian: { words, numbers, value }; what cannot be shown is missing. The value is
// shown only where it is what was rounded.
function steps(formula, target, realisasi, capaian) {
  const fields = { target: fraction(target), realisasi: fraction(realisasi) };
  const result = { words: printed(formula) };
  if (!fields.target || !fields.realisasi) return result;
  const bare = text => people(text.replace(/[ %].*$/, ""));
  const value = compute(formula, fields), shown = fraction(capaian);
  if (!value || !shown) return result;
  const difference = OPERATIONS["-"](value, shown);
  const gap = difference[0] < 0n ? -difference[0] : difference[0];
  if (gap * shown[1] >= difference[1]) return result;
  result.numbers = printed(formula).replace(/\btarget\b/g, bare(target))
    .replace(/\brealisasi\b/g, bare(realisasi));
  result.value = unrounded(value);
  return result;
}
