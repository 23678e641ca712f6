/* Exact numbers: fractions of two BigInts, read from decimal texts, never rounded. */
(function () {
  "use strict";
  const FORM = /^([+-]?)(\d+)(?:\/(\d+)|(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?)$|^([+-]?)\.(\d+)(?:[eE]([+-]?\d{1,3}))?$/;
  const TEN = 10n;

  class NotANumber extends Error {}

  function divisor(a, b) {
    if (a < 0n) a = -a;
    while (b) [a, b] = [b, a % b];
    return a;
  }

  function fraction(n, d) {
    if (d < 0n) { n = -n; d = -d; }
    if (d !== 1n) {
      const common = divisor(n, d);
      if (common !== 1n) { n /= common; d /= common; }
    }
    return { n: n, d: d };
  }

  function power(digits, exponent) {
    return exponent >= 0 ? fraction(digits * TEN ** BigInt(exponent), 1n) : fraction(digits, TEN ** BigInt(-exponent));
  }

  /* The exact value of a decimal text ("5.92", "1e3", "1/3") or of a number's shortest decimal text. */
  function exact(value) {
    if (typeof value === "object" && value !== null && typeof value.n === "bigint") return value;
    if (typeof value !== "number" && typeof value !== "string") throw new NotANumber(value + " is not a number");
    const found = FORM.exec(String(value).trim());
    if (!found) throw new NotANumber("“" + value + "” is not a number");
    const sign = (found[1] || found[6]) === "-" ? -1n : 1n;
    if (found[3] !== undefined) {
      if (!BigInt(found[3])) throw new NotANumber("“" + value + "” divides by zero");
      return fraction(sign * BigInt(found[2]), BigInt(found[3]));
    }
    const whole = found[2] || "", part = found[4] || found[7] || "";
    return power(sign * BigInt(whole + part), Number(found[5] || found[8] || 0) - part.length);
  }

  function compare(a, b) {
    const left = a.n * b.d, right = b.n * a.d;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  const STEPS = {
    product: (a, b) => fraction(a.n * b.n, a.d * b.d),
    sum: (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d),
    quotient: (a, b) => fraction(a.n * b.d, a.d * b.n),
  };

  /* Different values in order. */
  function distinct(values) {
    const found = new Map();
    values.forEach((value) => found.set(value.n + "/" + value.d, value));
    return Array.from(found.values()).sort(compare);
  }

  /* A fraction for people: exact when it ends within six places, else cut and marked. */
  function plain(value) {
    if (value.d === 1n) return String(value.n);
    const scaled = fraction(value.n * 1000000n, value.d);
    const whole = scaled.n / scaled.d;
    const digits = String(whole < 0n ? -whole : whole).padStart(7, "0");
    const text = (value.n < 0n ? "-" : "") + digits.slice(0, -6) + "." + digits.slice(-6);
    return text.replace(/0+$/, "").replace(/\.$/, "") + (scaled.d === 1n ? "" : "…");
  }

  /* For drawing only. */
  function approximate(value) {
    const whole = value.n / value.d;
    return Number(whole) + Number(value.n % value.d) / Number(value.d);
  }

  window.AtlasExact = {
    NotANumber: NotANumber, exact: exact, compare: compare, steps: STEPS, distinct: distinct, plain: plain,
    approximate: approximate,
  };
})();
