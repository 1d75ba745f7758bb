/** A name as SQL writes it: one that is more than a plain word needs quotes. One that is also a keyword may; the engine says so. */
export const asWritten = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
