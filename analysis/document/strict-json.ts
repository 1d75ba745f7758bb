import { fail } from "../base/errors.ts";
import type { Json } from "../base/json.ts";
import { maximumDepth } from "./is-json.ts";

const maximumBytes = 64 * 1024 * 1024;
const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);
const escapes: Readonly<Record<string, string>> = {
  ...{ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" },
};

/**
 * Reads I-JSON (RFC 7493), which is what `JSON.parse` accepts less all that it would lose or let through silently:
 * duplicate keys, numbers that a double cannot hold as written, lone surrogates, keys that reach a prototype.
 * Limits: 64 MiB, depth 64.
 * @throws `document/invalid` that names line, column and JSON pointer; `limit/size`
 */
export function parseStrictJson(text: string): Json {
  if (text.length > maximumBytes) {
    fail({
      code: "limit/size",
      message: "The investigation file is larger than 64 MiB.",
      fix: "Check that it is the file that you meant.",
    });
  }
  refuseForeignText(text);
  return new Reader(text).document();
}

function refuseForeignText(text: string): void {
  const refuse = (what: string, fix: string): never =>
    fail({ code: "document/invalid", message: `The investigation file ${what}.`, fix });
  if (text.trim() === "") refuse("is empty", "Take an earlier version from version control or a backup.");
  if (text.startsWith("\uFEFF")) refuse("begins with a byte order mark", "Save it as UTF-8 without a byte order mark.");
  if (text.includes("\0")) refuse("holds NUL characters", "It was cut or is not a text file: take an earlier version.");
  const conflict = /^(<{7}|\|{7}|={7}|>{7})( |\r?$)/m.exec(text);
  if (conflict) {
    const line = text.slice(0, conflict.index).split("\n").length;
    refuse(
      `holds a merge conflict at line ${String(line)}`,
      "Resolve the conflict: keep one side's lines, then open the file again.",
    );
  }
}

/** A recursive-descent reader: one method a grammar rule, `at` is the next character. */
class Reader {
  private at = 0;
  private readonly path: (string | number)[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.refuse("There is more after the end of the JSON value");
    return value;
  }

  private value(): Json {
    this.space();
    const next = this.text[this.at];
    if (next === "{") return this.nested(() => this.object());
    if (next === "[") return this.nested(() => this.array());
    if (next === '"') return this.string();
    if (next !== undefined && /[-0-9]/.test(next)) return this.number();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.refuse(next === undefined ? "The file ends too early" : `Unexpected ${JSON.stringify(next)}`);
  }

  private nested<T extends Json>(read: () => T): T {
    if (this.path.length >= maximumDepth) this.refuse(`Nested deeper than ${String(maximumDepth)} levels`);
    this.at += 1;
    return read();
  }

  private array(): Json[] {
    const items: Json[] = [];
    if (this.skip("]")) return items;
    do {
      this.path.push(items.length);
      items.push(this.value());
      this.path.pop();
    } while (this.skip(","));
    if (!this.skip("]")) this.refuse("Expected , or ]");
    return items;
  }

  private object(): Json {
    const entries: Record<string, Json> = {};
    if (this.skip("}")) return entries;
    do {
      const key = this.key(entries);
      this.path.push(key);
      entries[key] = this.value();
      this.path.pop();
    } while (this.skip(","));
    if (!this.skip("}")) this.refuse("Expected , or }");
    return entries;
  }

  private key(earlier: Record<string, Json>): string {
    this.space();
    if (this.text[this.at] !== '"')
      this.refuse(this.at < this.text.length ? "Expected a key in quotes" : "The file ends too early");
    const start = this.at;
    const key = this.string();
    const problem = Object.hasOwn(earlier, key) ? "occurs twice" : forbiddenKeys.has(key) ? "is not allowed" : null;
    if (problem !== null) {
      this.at = start;
      this.refuse(`The key ${JSON.stringify(key)} ${problem}`);
    }
    if (!this.skip(":")) this.refuse("Expected :");
    return key;
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    let value = "";
    for (;;) {
      const plain = this.match(/[^"\\\u0000-\u001f]*/y);
      value += plain;
      const stop = this.text[this.at];
      if (stop === '"') break;
      if (stop === "\\") value += this.escape();
      else this.refuse(stop === undefined ? "The file ends inside a text" : "A control character stands inside a text");
    }
    this.at += 1;
    if (/\p{Surrogate}/u.test(value)) {
      this.at = start;
      this.refuse("A text holds half a surrogate pair");
    }
    return value;
  }

  private escape(): string {
    const unicode = this.match(/\\u[0-9a-fA-F]{4}/y);
    if (unicode !== "") return String.fromCharCode(Number.parseInt(unicode.slice(2), 16));
    const meaning = escapes[this.text[this.at + 1] ?? ""];
    if (meaning === undefined) return this.refuse("Unknown escape in a text");
    this.at += 2;
    return meaning;
  }

  /** What a double changes is refused: 9007199254740993 and 1e400 are, 9007199254740994 and 1e20 are not. */
  private number(): number {
    const start = this.at;
    const literal = this.match(/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y);
    const value = Number(literal);
    const unsafe = /^-?[0-9]+$/.test(literal) && !Number.isSafeInteger(value) && String(value) !== literal;
    if (literal === "" || !Number.isFinite(value) || unsafe) {
      this.at = start;
      this.refuse(literal === "" ? "Not a number" : `The number ${literal.slice(0, 40)} cannot be held exactly`);
    }
    return value === 0 ? 0 : value;
  }

  private match(sticky: RegExp): string {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private skip(character: string): boolean {
    this.space();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    this.match(/[ \t\n\r]*/y);
  }

  private refuse(what: string): never {
    const before = this.text.slice(0, this.at).split("\n");
    const place = `line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}`;
    return fail({
      code: "document/invalid",
      message: `The investigation file cannot be read at ${place}: ${what}.`,
      meaning: "Casefile opens nothing rather than guess at what was meant.",
      fix: "Take an earlier version from version control or a backup, or mend the line by hand.",
      detail: `${place}, JSON pointer ${JSON.stringify(jsonPointer(this.path))}`,
    });
  }
}

/** RFC 6901: `["cells", 0, "a/b"]` as `/cells/0/a~1b`. */
export const jsonPointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
