/** Shorter lists are sorted by comparison: eight passes and their tables would cost more. */
const shortList = 4096;
const radix = 256;
const digits = 8;

/**
 * Sorts finite doubles without -0, ascending, into the list itself or a new one, by their bits, which takes a fixed number
 * of passes where comparing takes log₂ n. Bits of positive doubles rise with their values; those of
 * negative ones come after them and fall. Bytes are those of a little-endian machine, as the engine's memory is too.
 */
export function sortDoubles(values: Float64Array): Float64Array {
  if (values.length < shortList) return values.sort();
  const nearly = sortByWindow(values);
  return finished(nearly) ? nearly : sortByBytes(nearly);
}

const windowDigits = 3;
const windowBits = 11;
const windowRadix = 2 ** windowBits;

/**
 * Sorts by the 32 bits that begin with the first in which doubles differ, 11 at a time. Doubles that are the
 * same there, few in most columns, are left as they were.
 */
function sortByWindow(values: Float64Array): Float64Array {
  let keys = windowKeys(values);
  let nextKeys = new Uint32Array(values.length);
  let [from, to]: [Float64Array, Float64Array] = [values, new Float64Array(values.length)];
  const places = windowPlaces(keys);
  for (let digit = 0; digit < windowDigits; digit++) {
    const place = places.subarray(digit * windowRadix, (digit + 1) * windowRadix);
    const shift = windowBits * digit;
    for (let index = 0; index < from.length; index++) {
      const key = keys[index] ?? 0;
      const cell = (key >>> shift) & (windowRadix - 1);
      const at = place[cell] ?? 0;
      place[cell] = at + 1;
      to[at] = from[index] ?? 0;
      nextKeys[at] = key;
    }
    [from, to, keys, nextKeys] = [to, from, nextKeys, keys];
  }
  return negativesFirst(from, to);
}

/** Each double's 32 bits from the first in which any two differ. */
function windowKeys(values: Float64Array): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const [low, high] = [words[0] ?? 0, words[1] ?? 0];
  let [lowDiffers, highDiffers] = [0, 0];
  for (let word = 0; word < words.length; word += 2) {
    lowDiffers |= (words[word] ?? 0) ^ low;
    highDiffers |= (words[word + 1] ?? 0) ^ high;
  }
  const shift = highDiffers === 0 ? 32 + Math.clz32(lowDiffers) : Math.clz32(highDiffers);
  const keys = new Uint32Array(values.length);
  for (let index = 0; index < keys.length; index++) {
    const lowWord = words[2 * index] ?? 0;
    const highWord = words[2 * index + 1] ?? 0;
    if (shift === 0) keys[index] = highWord;
    else if (shift < 32) keys[index] = (highWord << shift) | (lowWord >>> (32 - shift));
    else keys[index] = lowWord << (shift - 32);
  }
  return keys;
}

/** For each digit of the keys and each of its values, where the first double with it goes. */
function windowPlaces(keys: Uint32Array): Uint32Array {
  const places = new Uint32Array(windowDigits * windowRadix);
  for (let index = 0; index < keys.length; index++) {
    for (let key = keys[index] ?? 0, digit = 0; digit < windowDigits; digit++, key >>>= windowBits) {
      const cell = digit * windowRadix + (key & (windowRadix - 1));
      places[cell] = (places[cell] ?? 0) + 1;
    }
  }
  return firstOfEach(places, windowRadix);
}

/** Counts by digit and its value become the place of the first of each. */
function firstOfEach(places: Uint32Array, values: number): Uint32Array {
  let next = 0;
  for (let cell = 0; cell < places.length; cell++) {
    if (cell % values === 0) next = 0;
    const rows = places[cell] ?? 0;
    places[cell] = next;
    next += rows;
  }
  return places;
}

/** Moves so many a double are still cheaper than sorting by all bytes. */
const fewMoves = 8;

/** Puts what is out of order in its place, unless that would take too long: then false, and the list holds the same doubles. */
function finished(values: Float64Array): boolean {
  let moves = fewMoves * values.length;
  for (let index = 1; index < values.length; index++) {
    const value = values[index] ?? 0;
    let place = index;
    for (let before = values[place - 1] ?? value; place > 0 && before > value; before = values[place - 1] ?? value) {
      values[place] = before;
      place -= 1;
    }
    values[place] = value;
    moves -= index - place;
    if (moves < 0) return false;
  }
  return true;
}

/** Least significant byte first. */
function sortByBytes(values: Float64Array): Float64Array {
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
  return firstOfEach(places, radix);
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
