import type { Element } from "hast";
import { h } from "hastscript";
import type { VerdictLevel } from "../document/schema.ts";
import { verdictLooks } from "../kinds/verdict.ts";

/** Glyph, word and colour of a verdict. */
export const verdictChip = (level: VerdictLevel): Element =>
  h(
    `span.chip.chip-${level}`,
    h("span", { ariaHidden: "true" }, verdictLooks[level].glyph),
    ` ${verdictLooks[level].word}`,
  );

/** A result that no longer belongs to its cell, and why. */
export const staleChip = (reason: string | null): Element =>
  h("span.chip.chip-stale", `⟳ Not up to date${reason === null ? "" : `: ${reason}`}`);
