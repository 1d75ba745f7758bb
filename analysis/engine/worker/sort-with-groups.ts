const radix = 256;
const digits = 8;

export interface Placed {
  readonly values: Float64Array;
  /** The group of each value. */
  readonly groups: Uint32Array;
}

/**
 * Sorts finite doubles without -0, ascending, each with its group; equal values keep their order. In the lists themselves or
 * in new ones, least significant byte first (`sort-doubles.ts`). The bits of negative doubles are turned meanwhile, so that
 * all rise with their values.
 */
export function sortWithGroups({ values, groups }: Placed): Placed {
  const { length } = values;
  turn(values);
  const places = countsOfBytes(values);
  let from: Placed = { values, groups };
  let to: Placed = { values: new Float64Array(length), groups: new Uint32Array(length) };
  for (let digit = 0; digit < digits; digit++) {
    const place = places.subarray(digit * radix, (digit + 1) * radix);
    if (place.includes(length)) continue;
    let next = 0;
    for (let byte = 0; byte < radix; byte++) {
      const rows = place[byte] ?? 0;
      place[byte] = next;
      next += rows;
    }
    scatter(from, to, digit, place);
    [from, to] = [to, from];
  }
  turnBack(from.values);
  return from;
}

const wordsOf = (values: Float64Array): Uint32Array =>
  new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);

const sign = 0x80000000;

/** Positive: the sign bit is set; negative: every bit is turned. Then the bits rise with the values. */
function turn(values: Float64Array): void {
  const words = wordsOf(values);
  for (let low = 0; low < words.length; low += 2) {
    const high = words[low + 1] ?? 0;
    if (high < sign) words[low + 1] = high | sign;
    else {
      words[low] = ~(words[low] ?? 0);
      words[low + 1] = ~high;
    }
  }
}

function turnBack(values: Float64Array): void {
  const words = wordsOf(values);
  for (let low = 0; low < words.length; low += 2) {
    const high = words[low + 1] ?? 0;
    if (high >= sign) words[low + 1] = high & ~sign;
    else {
      words[low] = ~(words[low] ?? 0);
      words[low + 1] = ~high;
    }
  }
}

/** How many doubles have each value of each of their bytes. */
function countsOfBytes(values: Float64Array): Uint32Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const counts = new Uint32Array(digits * radix);
  for (let at = 0; at < bytes.length; at++) {
    const cell = (at & 7) * radix + (bytes[at] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** Turned bits may be those of a NaN, which a move as a double could change: they move as words. */
function scatter(from: Placed, to: Placed, digit: number, place: Uint32Array): void {
  const [words, target] = [wordsOf(from.values), wordsOf(to.values)];
  const [half, shift] = [digit >> 2, (digit & 3) * 8];
  for (let index = 0; index < from.groups.length; index++) {
    const byte = ((words[2 * index + half] ?? 0) >>> shift) & (radix - 1);
    const at = place[byte] ?? 0;
    place[byte] = at + 1;
    target[2 * at] = words[2 * index] ?? 0;
    target[2 * at + 1] = words[2 * index + 1] ?? 0;
    to.groups[at] = from.groups[index] ?? 0;
  }
}
