import { plot } from "@observablehq/plot";
import type { ElementContent } from "hast";
import { h, s } from "hastscript";
import { parseHTML } from "linkedom";
import type { Figure } from "../kinds/kind.ts";

/** What this file reads of a DOM node; linkedom's nodes have it. */
interface DrawnNode {
  readonly nodeType: number;
  readonly localName: string;
  readonly data: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: Iterable<DrawnNode>;
}

const textNode = 3;
const elementNode = 1;
const shapes = new Set([
  ...["svg", "g", "path", "rect", "circle", "ellipse", "line", "polygon", "polyline", "text", "tspan", "title", "desc"],
  ...["defs", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "marker", "use", "mask"],
]);
const htmlParts = new Set(["figure", "div", "span"]);

/** A chart as a tree of inert SVG elements, drawn without a browser. Equal figures give equal trees. */
export function drawFigure(figure: Figure, width: number, idPrefix: string): readonly ElementContent[] {
  const stand: unknown = parseHTML("<!doctype html><html><body></body></html>");
  const { document } = stand as { readonly document: unknown };
  const drawn: unknown = plot({ ...figure.options(width), document, className: "plot" });
  return inertTree(drawn as DrawnNode, idRenamer(idPrefix));
}

/** Plot numbers its clip paths over the life of the process; here they count from 1 in each figure. */
function idRenamer(prefix: string): (id: string) => string {
  const renamed = new Map<string, string>();
  return (id) => {
    const known = renamed.get(id) ?? `${prefix}-${String(renamed.size + 1)}`;
    renamed.set(id, known);
    return known;
  };
}

/** Only shapes and text pass; their attributes are written by the report's own serializer. */
function inertTree(node: DrawnNode, rename: (id: string) => string): readonly ElementContent[] {
  if (node.nodeType === textNode) return [{ type: "text", value: node.data }];
  if (node.nodeType !== elementNode) return [];
  const children = [...node.childNodes].flatMap((child) => inertTree(child, rename));
  if (shapes.has(node.localName)) return [s(node.localName, inertAttributes(node, rename), children)];
  if (!htmlParts.has(node.localName)) return [];
  const className = [...node.attributes].find(({ name }) => name === "class")?.value ?? "";
  return [h(node.localName === "span" ? "span" : "div", { class: className }, children)];
}

/** The figure around a chart says what it shows; Plot's names for its marks would be read out one by one. */
const dropped = /^(style|class|on.*|aria-.*)$/;

function inertAttributes(node: DrawnNode, rename: (id: string) => string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { name, value } of node.attributes) {
    if (name === "id") kept[name] = rename(value);
    else if (name === "href" || name === "xlink:href") {
      if (value.startsWith("#")) kept["href"] = `#${rename(value.slice(1))}`;
    } else if (!dropped.test(name))
      kept[name] = shorter(value).replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${rename(id)})`);
  }
  if (node.localName === "svg") kept["class"] = "plot";
  return kept;
}

/** Coordinates to a hundredth of a pixel: nobody sees more, and the last bits differ between machines. */
const shorter = (value: string): string =>
  value.replace(/-?\d+\.\d{3,}(?:e[-+]?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));
