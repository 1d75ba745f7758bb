/** Shorter lists are sorted by comparison: eight passes and their tables would cost more. */
const shortList = 4096;
const radix = 256;
const digits = 8;

/**
 * Sorts finite doubles without -0, ascending, into the list itself or a new one: least significant byte first, which takes
 * a fixed number of passes where comparing takes log₂ n. Bits of positive doubles rise with their values; those of
 * negative ones come after them and fall. Bytes are those of a little-endian machine, as the engine's memory is too.
 */
export function sortDoubles(values: Float64Array): Float64Array {
  if (values.length < shortList) return values.sort();
  const places = firstPlaces(values);
  let [from, to]: [Float64Array, Float64Array] = [values, new Float64Array(values.length)];
  for (let digit = 0; digit < digits; digit++) {
    const place = places.subarray(digit * radix, (digit + 1) * radix);
    if (isOneDigit(place, values.length)) continue;
    scatter(from, to, digit, place);
    [from, to] = [to, from];
  }
  return negativesFirst(from, to);
}

const bytesOf = (values: Float64Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** For each byte of the doubles and each of its values, where the first double with it goes. */
function firstPlaces(values: Float64Array): Uint32Array {
  const bytes = bytesOf(values);
  const places = new Uint32Array(digits * radix);
  for (let at = 0; at < bytes.length; at++) {
    const cell = (at & 7) * radix + (bytes[at] ?? 0);
    places[cell] = (places[cell] ?? 0) + 1;
  }
  for (let digit = 0; digit < digits; digit++) {
    let next = 0;
    for (let cell = digit * radix; cell < (digit + 1) * radix; cell++) {
      const rows = places[cell] ?? 0;
      places[cell] = next;
      next += rows;
    }
  }
  return places;
}

/** All doubles have the same byte here: places are 0 up to it and the length after it. */
const isOneDigit = (place: Uint32Array, length: number): boolean =>
  place.every((first) => first === 0 || first === length);

function scatter(from: Float64Array, to: Float64Array, digit: number, place: Uint32Array): void {
  const bytes = bytesOf(from);
  for (let index = 0; index < from.length; index++) {
    const byte = bytes[index * digits + digit] ?? 0;
    const at = place[byte] ?? 0;
    place[byte] = at + 1;
    to[at] = from[index] ?? 0;
  }
}

function negativesFirst(sorted: Float64Array, free: Float64Array): Float64Array {
  let positive = sorted.length;
  while (positive > 0 && (sorted[positive - 1] ?? 0) < 0) positive -= 1;
  if (positive === sorted.length) return sorted;
  free.set(sorted.subarray(0, positive), sorted.length - positive);
  free.set(sorted.subarray(positive).reverse());
  return free;
}
