import type { Element, ElementContent, Root } from "hast";
import { h } from "hastscript";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { toHast, type Handlers } from "mdast-util-to-hast";
import { gfm } from "micromark-extension-gfm";

/** Raw HTML is text, an image is its description, and a link shows where it would go but goes nowhere. */
const inertHandlers: Handlers = {
  html: (_, node: { value: string }) => ({ type: "text", value: node.value }),
  image: (_, node: { alt?: string | null; url: string }) => h("span.inert", node.alt ?? "image", ` (${node.url})`),
  imageReference: (_, node: { alt?: string | null }) => h("span.inert", node.alt ?? "image"),
  link: (state, node: { url: string; children: [] }) => inertLink(state.all(node as never), node.url),
  linkReference: (state, node) => h("span.inert", state.all(node as never)),
};

const inertLink = (children: readonly ElementContent[], url: string): Element => {
  const sayItself = children.length === 1 && children[0]?.type === "text" && children[0].value === url;
  return h("span.inert", [...children], ...(sayItself ? [] : [h("span.muted", ` (${url})`)]));
};

/**
 * Markdown (CommonMark and GitHub's tables, task lists and strikethrough) as elements.
 * @param headingOffset added to each heading's level, so that a note's `#` stands below the report's own headings
 */
export function markdownTree(text: string, headingOffset: number): readonly ElementContent[] {
  const tree = toHast(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }), {
    handlers: inertHandlers,
    clobberPrefix: "note-",
  });
  const children = tree.type === "root" ? elementsOf(tree) : tree.type === "element" ? [tree] : [];
  for (const child of children) tidy(child, headingOffset);
  return children;
}

const elementsOf = (root: Root): ElementContent[] => root.children.filter((child) => child.type !== "doctype");

/** Lowers headings and drops what only a page of its own would need: ids, and links of footnotes. */
function tidy(node: ElementContent, headingOffset: number): void {
  if (node.type !== "element") return;
  const level = /^h([1-6])$/.exec(node.tagName)?.[1];
  if (level !== undefined) node.tagName = `h${String(Math.min(6, Number(level) + headingOffset))}`;
  if (node.tagName === "a") node.tagName = "span";
  node.properties = keptProperties(node);
  for (const child of node.children) tidy(child, headingOffset);
}

function keptProperties(node: Element): Element["properties"] {
  const { className, align, checked, disabled, type, start } = node.properties;
  const all = { className, align, checked, disabled, type, start };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
