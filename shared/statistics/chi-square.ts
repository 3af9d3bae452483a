/**
 * Probability that a chi-square variable is at least `statistic`: the regularized upper incomplete gamma function Q(k/2, x/2),
 * by its series below a + 1 and by its continued fraction above (Abramowitz and Stegun 6.5.29, 6.5.31).
 * @param degrees degrees of freedom, at least 1
 */
export function chiSquareP(statistic: number, degrees: number): number {
  if (degrees < 1) throw new RangeError('a chi-square has at least one degree of freedom');
  if (statistic <= 0) return 1;
  const a = degrees / 2;
  const x = statistic / 2;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * continuedFraction(a, x);
}

const PRECISION = 1e-15;

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = a + 1; term > sum * PRECISION; n++) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

/** Evaluated forwards (Lentz). From x = a + 1 on, both denominators of the i-th step are at least i + 2, so none is 0. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < 10_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return value;
}

/** ln Γ of half-integers and integers, which is all that degrees of freedom need: down to Γ(1) = 1 or Γ(1/2) = √π. */
function logGamma(a: number): number {
  let log = 0;
  let left = a;
  for (; left > 1; left--) log += Math.log(left - 1);
  return left === 1 ? log : log + Math.log(Math.PI) / 2;
}
