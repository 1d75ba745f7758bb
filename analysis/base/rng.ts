/**
 * Seeded uniform numbers in [0, 1), the same sequence on every host: xoshiro128** (Blackman & Vigna 2018), its state
 * filled by splitmix32 from the seed and the stream's name, so that one seed gives independent named streams.
 */
export function uniformFrom(seed: number, stream = ""): () => number {
  let mix = seed >>> 0;
  for (const character of stream) mix = Math.imul(mix ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let word = mix;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix() | 1];
  const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result / 4294967296;
  };
}
