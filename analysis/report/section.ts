import type { Element, ElementContent } from "hast";
import { h } from "hastscript";

export type Content = ElementContent | string | null;

/** A section of the page, reachable by its id from the contents. */
export const section = (id: string, title: string, content: readonly Content[]): Element =>
  h("section", { id, ariaLabelledBy: `${id}-title` }, [h("h2", { id: `${id}-title` }, title), ...content]);

/** Names and values side by side. */
export const facts = (list: readonly (readonly [term: string, ...value: Content[]])[]): Element =>
  h(
    "dl.facts",
    list.map(([term, ...value]) => h("div", [h("dt", term), h("dd", value)])),
  );

/** A table whose cells are elements or text. */
export const plainTable = (caption: string, head: readonly string[], rows: readonly (readonly Content[])[]): Element =>
  h("table", [
    h("caption.hidden", caption),
    h(
      "thead",
      h(
        "tr",
        head.map((label) => h("th", { scope: "col" }, label)),
      ),
    ),
    h(
      "tbody",
      rows.map((row) =>
        h(
          "tr",
          row.map((cell) => h("td", cell)),
        ),
      ),
    ),
  ]);
