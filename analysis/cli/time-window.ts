import { fail } from "../base/errors.ts";
import type { Dataset } from "../document/schema.ts";

export interface TimeWindow {
  /** The option that asked for it. */
  readonly option: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The rows of a dataset: those whose time lies in the window. */
export function windowOn(window: TimeWindow | null, column: string | null): Dataset["window"] {
  if (window === null) return null;
  const { option, from, to } = window;
  return column === null
    ? usage(`${option} needs to know the time column.`, "Name it: --time COLUMN.")
    : { column, from, to };
}

/**
 * `FROM..TO` as a half-open window: rows with `FROM <= column < TO`. Each end is a day (`2001-04-01`, midnight UTC), an
 * instant with its zone (`2001-04-01T12:00:00Z`), or nothing.
 */
export function timeWindow(option: string, text: string): TimeWindow {
  const parts = text.split("..");
  const [from, to] = parts.map((part) => instantOf(option, part));
  if (parts.length !== 2 || from === undefined || to === undefined || (from === null && to === null))
    return usage(`${option} takes FROM..TO, but got "${text}".`, `For example: ${option} 2001-01-01..2001-04-01`);
  if (from !== null && to !== null && from >= to)
    return usage(
      `The window of ${option} ends before it begins: "${text}".`,
      "TO is the first moment that no longer belongs to it.",
    );
  return { option, from, to };
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function instantOf(option: string, text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const date = new Date(day.test(trimmed) ? `${trimmed}T00:00:00.000Z` : trimmed);
  const known = (day.test(trimmed) || instant.test(trimmed)) && !Number.isNaN(date.getTime());
  // JavaScript takes 2001-02-30 for the second of March.
  if (!known || (day.test(trimmed) && date.toISOString().slice(0, 10) !== trimmed))
    return usage(
      `"${trimmed}" is no date that ${option} understands.`,
      "Write a day (2001-04-01) or an instant with its zone (2001-04-01T12:00:00Z).",
    );
  return date.toISOString();
}

const usage = (message: string, fix: string): never => fail({ code: "usage/invalid", message, fix });
