/**
 * A text as one word of a POSIX shell. Commands that people copy name files of investigations that may come from others:
 * pasting one must not run what a name says.
 */
export const shellWord = (text: string): string =>
  /^[\w./-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`;
