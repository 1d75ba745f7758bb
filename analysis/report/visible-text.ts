import type { Nodes } from "hast";

const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Surrogate}]/gu;

const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * Text in which nothing hides: characters that turn the reading direction, control characters, zero-width ones and lone
 * surrogates are written as escapes (`\u202e`). Line feeds and tabs stay.
 */
export const visibleText = (text: string): string => text.replace(invisible, escapeOf);

/** Makes every text and attribute of a tree visible, in place. Style and script elements hold no text to read. */
export function makeTextVisible<Tree extends Nodes>(tree: Tree): Tree {
  if (tree.type === "text") tree.value = visibleText(tree.value);
  if (tree.type === "element") {
    if (tree.tagName === "style" || tree.tagName === "script") return tree;
    for (const [name, value] of Object.entries(tree.properties))
      if (typeof value === "string") tree.properties[name] = visibleText(value);
  }
  if ("children" in tree) for (const child of tree.children) makeTextVisible(child);
  return tree;
}
