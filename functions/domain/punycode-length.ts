const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;

/** Full stops of East Asian scripts: each part between them is encoded by itself (RFC 3490, section 3.1). */
const FULL_STOPS = /[\u3002\uFF0E\uFF61]/;

/**
 * Length of a domain label in the form that DNS sees: as it is when ASCII, else `xn--` and its Punycode. Infinity for
 * a label with more characters than DNS has room for.
 *
 * @see RFC 3492, section 6.3
 */
export function punycodeLength(label: string): number {
  // Each code point, of two units at most, gives at least one character, and DNS allows 63.
  if (label.length > 2 * 63) return Infinity;
  const parts = label.split(FULL_STOPS);
  return parts.reduce((length, part) => length + partLength(part), parts.length - 1);
}

function partLength(part: string): number {
  if (/^[\0-\x7f]*$/.test(part)) return part.length;
  const codePoints = Array.from(part, (character) => character.codePointAt(0) ?? 0);
  return 'xn--'.length + encodedLength(codePoints);
}

function encodedLength(codePoints: readonly number[]): number {
  const basicCount = codePoints.filter((codePoint) => codePoint < 0x80).length;
  let length = basicCount > 0 ? basicCount + 1 : 0;
  let threshold = 0x80;
  let delta = 0;
  let bias = 72;
  for (let handled = basicCount; handled < codePoints.length;) {
    const next = Math.min(...codePoints.filter((codePoint) => codePoint >= threshold));
    delta += (next - threshold) * (handled + 1);
    threshold = next;
    for (const codePoint of codePoints) {
      if (codePoint < threshold) delta++;
      if (codePoint !== threshold) continue;
      length += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basicCount);
      delta = 0;
      handled++;
    }
    delta++;
    threshold++;
  }
  return length;
}

function variableLength(delta: number, bias: number): number {
  let digits = 1;
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const limit = Math.min(T_MAX, Math.max(T_MIN, k - bias));
    if (rest < limit) return digits;
    rest = Math.floor((rest - limit) / (BASE - limit));
    digits++;
  }
}

function adapt(delta: number, handled: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2);
  rest += Math.floor(rest / handled);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + 38));
}
