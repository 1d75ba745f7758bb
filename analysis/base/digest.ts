import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical-json.ts";
import type { Json } from "./json.ts";

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hexadecimal digits. */
export const sha256OfText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** `sha256:` and the SHA-256 of the value's RFC 8785 form. */
export const digestOf = (value: Json): string => `sha256:${sha256OfText(canonicalJson(value))}`;
