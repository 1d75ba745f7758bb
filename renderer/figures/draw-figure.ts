import { plot } from "@observablehq/plot";
import type { Figure } from "../../analysis/kinds/kind.ts";

/**
 * Draws a figure as an element of this page. Plot writes a `<style>` element and style attributes, which the content
 * security policy refuses, so it draws into a document that has no policy and never shows; the rules that it would
 * have brought stand in figures.css.
 */
export function drawFigure(figure: Figure, width: number): SVGElement | HTMLElement {
  const drawn = plot({ ...figure.options(width), document: inertDocument() });
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const element of [drawn, ...drawn.querySelectorAll<HTMLElement | SVGElement>("[style]")]) moveStyle(element);
  // The chart is one image with one name; Plot's names of its parts have no role to stand on.
  for (const part of drawn.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  return document.adoptNode(drawn);
}

/** A style attribute becomes the same declarations made through the object model, which the policy allows. */
function moveStyle(element: HTMLElement | SVGElement): void {
  const names = Array.from({ length: element.style.length }, (_, index) => element.style.item(index));
  const declarations = names.map((name) => [name, element.style.getPropertyValue(name)] as const);
  element.removeAttribute("style");
  for (const [name, value] of declarations) element.style.setProperty(name, value);
}

/** A document without a policy. It lends this window, whose events Plot's pointer makes. */
function inertDocument(): Document {
  return new Proxy(document.implementation.createHTMLDocument(), {
    get(target, name) {
      if (name === "defaultView") return window;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
