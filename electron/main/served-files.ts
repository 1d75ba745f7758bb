import path from "node:path";
import { isAppUrl, scheme } from "./app-origin.ts";

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

export interface ServedFile {
  readonly file: string;
  readonly contentType: string;
}

/** Exact URLs to files, from the list that the build wrote: no path is ever joined from what a page asks for. */
export function servedFiles(folder: string, names: readonly string[]): ReadonlyMap<string, ServedFile> {
  return new Map(
    names.flatMap((name) => {
      const contentType = contentTypes[path.extname(name)];
      const url = `${scheme}://casefile/${name}`;
      return contentType === undefined ? [] : [[url, { file: path.join(folder, name), contentType }] as const];
    }),
  );
}

/** The file behind a URL, or nothing. Query and fragment don't matter; everything else must be equal to the letter. */
export function servedFile(table: ReadonlyMap<string, ServedFile>, url: string): ServedFile | null {
  if (!isAppUrl(url)) return null;
  return table.get(url.replace(/[?#].*$/s, "")) ?? null;
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
];

export const pageHeaders = (contentType: string): Record<string, string> => ({
  "Content-Type": contentType,
  "Content-Security-Policy": policy.join("; "),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
});
