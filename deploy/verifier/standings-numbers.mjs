// Exact numbers of docs/scoring.md, section 1: fractions of whole numbers, half-up rounding, root and logarithm to 30 decimals.
// Shares no code with the product.

// ---- Section 1: numbers ----

export const CUT = 30;

export const power10 = (places) => 10n ** BigInt(places);

function greatestCommonDivisor(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

// a fraction in lowest terms; the denominator is positive
export function fraction(n, d = 1n) {
  if (d === 0n) throw new RangeError("a denominator of 0");
  const divisor = greatestCommonDivisor(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / divisor, d: (sign * d) / divisor };
}

export const ZERO = fraction(0n);
export const ONE = fraction(1n);
export const HUNDRED = fraction(100n);

export const whole = (number) => fraction(BigInt(number));
export const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a, b) => fraction(a.n * b.n, a.d * b.d);
export const over = (a, b) => fraction(a.n * b.d, a.d * b.n);
export const isZero = (a) => a.n === 0n;
export const sumOf = (fractions) => fractions.reduce(plus, ZERO);
export const meanOf = (fractions) => over(sumOf(fractions), whole(fractions.length));

export function compareWhole(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const compare = (a, b) => compareWhole(a.n * b.d, b.n * a.d);

// variance of the population: the mean of the squared distances from the mean
export function varianceOf(fractions) {
  const mean = meanOf(fractions);
  return meanOf(fractions.map((x) => minus(x, mean)).map((distance) => times(distance, distance)));
}

// BigInt division cuts towards zero; this one goes down
export function floorDivision(n, d) {
  const quotient = n / d;
  return n % d < 0n ? quotient - 1n : quotient;
}

export const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;

// decimal text, "20.5" or "-3"
export function parseDecimal(text) {
  if (!DECIMAL.test(text)) throw new SyntaxError(`${text}?`);
  const [units, decimals = ""] = text.split(".");
  return fraction(BigInt(units + decimals), power10(decimals.length));
}

// half up: floor(x · 10^places + 1/2), counted in units of 10^-places
export const roundHalfUp = (x, places) => floorDivision(2n * x.n * power10(places) + x.d, 2n * x.d);

// 8835 units of 2 places: "88.35"
export function unitsText(units, places) {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const point = digits.length - places;
  return (units < 0n ? "-" : "") + digits.slice(0, point) + (places > 0 ? `.${digits.slice(point)}` : "");
}

// "17669/200", or "n" when whole
export const exactText = (x) => (x.d === 1n ? `${x.n}` : `${x.n}/${x.d}`);

// the largest whole number whose square is not more than n
function wholeRoot(n) {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

// √x cut off after 30 decimals
export const squareRoot = (x) => fraction(wholeRoot((x.n * power10(2 * CUT)) / x.d), power10(CUT));

// 2·artanh(n/d) = 2·(t + t³/3 + t⁵/5 + …) in units of 1/unit, each step cut off
function twiceArtanh(n, d, unit) {
  const square = (n * n * unit) / (d * d);
  let sum = 0n;
  let power = (n * unit) / d;
  for (let odd = 1n; power > 0n; odd += 2n) {
    sum += power / odd;
    power = (power * square) / unit;
  }
  return 2n * sum;
}

// ln m cut off after 30 decimals, for a whole m ≥ 1: with 2^k ≤ m < 2^(k+1), ln m = k·ln 2 + ln(m / 2^k) and
// ln y = 2·artanh((y − 1) / (y + 1)). What is lost on the way is far less than 10^8 units; should that reach the 30th decimal,
// it is done again with more.
export function naturalLogarithm(m) {
  if (m < 1n) throw new RangeError("a logarithm of less than 1");
  if (m === 1n) return ZERO;
  const k = m.toString(2).length - 1;
  const two = 1n << BigInt(k);
  const lost = power10(8);
  for (let spare = 20; ; spare *= 2) {
    const unit = power10(CUT + spare);
    const about = BigInt(k) * twiceArtanh(1n, 3n, unit) + twiceArtanh(m - two, m + two, unit);
    const low = (about - lost) / power10(spare);
    const high = (about + lost) / power10(spare);
    if (low === high) return fraction(low, power10(CUT));
  }
}
