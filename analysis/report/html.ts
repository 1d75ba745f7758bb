import type { Element, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { sha256OfText } from "../base/digest.ts";
import { evidenceSection } from "./evidence.ts";
import { findingsSection } from "./findings-section.ts";
import { reportHeader } from "./header.ts";
import { manifestId, manifestText } from "./manifest.ts";
import { notesSection } from "./notes.ts";
import { provenanceSection } from "./provenance.ts";
import type { KindLookup } from "./read-cells.ts";
import { reportModel, type ReportInput, type ReportModel } from "./report-model.ts";
import { base64 } from "./base64.ts";
import { reportStyle } from "./style.ts";
import { summarySection } from "./summary.ts";
import { verifySection } from "./verify-section.ts";
import { makeTextVisible, visibleText } from "./visible-text.ts";

/**
 * An investigation as one HTML file that needs nothing: no script runs, nothing is fetched, and every text goes through
 * one serializer that escapes it for its place. The investigation itself is embedded as JSON, results included.
 */
export function renderReport(input: ReportInput, kindOf?: KindLookup): string {
  const model = reportModel(input, kindOf);
  const manifest = manifestText(input.investigation);
  const page: Root = {
    type: "root",
    children: [
      { type: "doctype" },
      h("html", { lang: "en" }, [pageHead(visibleText(input.investigation.title)), pageBody(model, manifest)]),
    ],
  };
  return `${toHtml(makeTextVisible(page))}\n`;
}

const styleHash = (): string => `sha256-${base64(sha256(utf8ToBytes(reportStyle)))}`;

const pageHead = (title: string): Element =>
  h("head", [
    h("meta", {
      httpEquiv: "Content-Security-Policy",
      content: `default-src 'none'; style-src '${styleHash()}'; img-src data:; base-uri 'none'; form-action 'none'`,
    }),
    h("meta", { charSet: "utf-8" }),
    h("meta", { name: "referrer", content: "no-referrer" }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("meta", { name: "color-scheme", content: "light dark" }),
    h("title", `${title} – Casefile report`),
    h("style", reportStyle),
  ]);

function pageBody(model: ReportModel, manifest: string): Element {
  const sections = [
    summarySection(model),
    findingsSection(model),
    evidenceSection(model),
    notesSection(model),
    provenanceSection(model),
    verifySection(model),
  ].filter((part) => part !== null);
  return h("body", [
    h("a.skip", { href: "#summary" }, "Skip to the summary"),
    reportHeader(model),
    contents(sections),
    h("main", sections),
    h("footer", [
      h(
        "p",
        `Built with Casefile ${model.appVersion}. Everything that this page shows is in this file; nothing was sent anywhere.`,
      ),
      h("p", "SHA-256 of the embedded investigation: ", h("code.hash", sha256OfText(manifest))),
    ]),
    h("script", { type: "application/json", id: manifestId }, manifest),
  ]);
}

/** The sections by their headings, so that the list cannot miss one. */
const contents = (sections: readonly Element[]): Element =>
  h("nav", { ariaLabel: "Contents" }, [
    h(
      "ol",
      sections.map((part) => h("li", h("a", { href: `#${String(part.properties["id"])}` }, headingOf(part)))),
    ),
  ]);

function headingOf(part: Element): string {
  const heading = part.children[0];
  const text = heading?.type === "element" ? heading.children[0] : undefined;
  return text?.type === "text" ? text.value : "";
}
