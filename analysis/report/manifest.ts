import type { Investigation } from "../document/schema.ts";

const unsafe = /[<>&\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * The investigation as JSON that can stand inside a script element: no character that ends the element, opens a comment
 * or turns the reading direction is left as itself, and reading it back gives the same value.
 */
export const manifestText = (investigation: Investigation): string =>
  JSON.stringify(investigation).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

export const manifestId = "casefile-manifest";
