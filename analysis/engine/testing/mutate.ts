/** A copy with `change` applied. */
export function mutated(bytes: Uint8Array, change: (copy: Buffer) => Buffer | undefined): Buffer {
  const copy = Buffer.from(bytes);
  return change(copy) ?? copy;
}

/** Footer length of a Parquet file, which stands before its last four bytes. */
const footerLength = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32LE(bytes.length - 8);

/** Flips bytes of the footer at places that follow from `seed`. */
export function damageFooter(bytes: Uint8Array, seed: number): Buffer {
  return mutated(bytes, (copy) => {
    const length = footerLength(copy);
    const start = copy.length - 8 - length;
    for (let flips = 0, state = seed * 2654435761 + 1; flips < 1 + (seed % 4); flips += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      copy[start + (state % length)] = (state >>> 16) & 255;
    }
    return undefined;
  });
}
