import { colorVariables } from "../../analysis/kinds/theme.ts";

/** Gives the page the colours that charts and report share. A constructed sheet needs no inline style. */
export function adoptColors(page: Document): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:root{${colorVariables("light")}} :root[data-theme="dark"]{${colorVariables("dark")}}`);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}
