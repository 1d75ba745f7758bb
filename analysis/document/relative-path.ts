const longest = 4096;

/**
 * What is wrong with a stored path, in one sentence, or null. A path is relative to the investigation's folder and reads
 * the same on every system: parts joined by `/`, nothing absolute, `..` only at the start. Whether `..` is allowed at all
 * is the person's decision (`leavesFolder`), not the syntax's.
 */
export function checkRelativePath(path: string): string | null {
  if (path === "") return "A path is empty";
  if (path.length > longest) return `A path is longer than ${String(longest)} characters`;
  const shown = JSON.stringify(path);
  const rule = rules.find(({ breaks }) => breaks(path));
  return rule === undefined ? null : `${rule.says}: ${shown}`;
}

/** Whether a path leads out of the investigation's folder, which a person has to approve. */
export const leavesFolder = (path: string): boolean => path === ".." || path.startsWith("../");

const rules: readonly { readonly says: string; readonly breaks: (path: string) => boolean }[] = [
  { says: "A path must be relative to the investigation's folder", breaks: (path) => path.startsWith("/") },
  { says: "A path must not name a drive", breaks: (path) => /^[a-z]:/i.test(path) },
  { says: "A path must use / between its parts", breaks: (path) => path.includes("\\") },
  {
    says: "A path must not hold control characters",
    breaks: (path) => /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u.test(path),
  },
  {
    says: 'A path must not hold "." or empty parts',
    breaks: (path) => path.split("/").some((part) => part === "" || part === "."),
  },
  { says: 'A path may hold ".." only at its start', breaks: (path) => /(^|\/)(?!\.\.\/)[^/]+\/\.\.(\/|$)/.test(path) },
  { says: "A path must name a file", breaks: (path) => /(^|\/)\.\.$/.test(path) },
];
