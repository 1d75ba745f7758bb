import { z } from "../../base/schema.ts";
import type { Duck } from "./duck.ts";

/** The engine's lexer tells where tokens begin, in bytes; comments and blanks are none. */
const lexed = z.object({ offsets: z.array(z.int()), types: z.array(z.int()) });
const word = /^(?:"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*))/u;
const textType = 2;

export interface Token {
  /** The lower-case name of an identifier or keyword, unquoted; null for texts, numbers and operators. */
  readonly name: string | null;
  /** The first character: what an operator is. */
  readonly sign: string;
}

/** A text's tokens as the engine sees them, so that quotes, comments and dollar signs hide nothing. */
export function tokensOf(duck: Duck, sql: string): readonly Token[] {
  const bytes = Buffer.from(sql);
  const { offsets, types } = lexed.parse(JSON.parse(duck.tokenize(sql)));
  return offsets.map((offset, index) => {
    const text = bytes.subarray(offset, offsets[index + 1]).toString();
    const match = types[index] === textType ? null : word.exec(text);
    const name = match?.[1]?.replaceAll('""', '"') ?? match?.[2];
    return { name: name?.toLowerCase() ?? null, sign: text.charAt(0) };
  });
}
