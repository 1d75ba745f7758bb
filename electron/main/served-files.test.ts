import path from "node:path";
import { describe, expect, it } from "vitest";
import { pageHeaders, servedFile, servedFiles } from "./served-files.ts";

const names = ["index.html", "assets/index-abc.js", "assets/index-abc.css", "notes.txt"];
const table = servedFiles("/app/dist/renderer", names);

/** Every way in which these pieces can be put before, between and after a served path. */
function hostileUrls(): string[] {
  const steps = [
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "%252e%252e%252f",
    "..\\",
    "%5c..%5c",
    "%00",
    "./",
    "//",
    ".%00/",
  ];
  const targets = ["index.html", "assets/index-abc.js", "etc/passwd", "package.json", "main/index.cjs", ""];
  const inside = steps.flatMap((step) =>
    targets.flatMap((target) => [`${step}${target}`, `assets/${step}${step}${target}`]),
  );
  const whole = [
    ...["app://other/index.html", "app://casefile.evil/index.html", "app://user@casefile/index.html"],
    ...["file:///etc/passwd", "app:///etc/passwd", "app://casefile:80/index.html", "http://casefile/index.html"],
    ...[
      "",
      "app:",
      "app://",
      "index.html",
      "//casefile/index.html",
      "app://casefile/INDEX.HTML",
      "app://casefile/index.html/",
    ],
    ...[
      "app://casefile/index.html%00.js",
      "app://casefile/notes.txt",
      "app://casefile/assets",
      "app://casefile/assets/",
    ],
  ];
  const tails = steps.flatMap((step) => [`app://casefile/index.html${step}`, `app://casefile${step}index.html`]);
  return [...whole, ...tails, ...inside.map((rest) => `app://casefile/${rest}`)];
}

describe("the files that app://casefile serves", () => {
  it("finds exactly the files of the list, whatever query or fragment follows", () => {
    expect(servedFile(table, "app://casefile/index.html")?.file).toBe(path.join("/app/dist/renderer", "index.html"));
    expect(servedFile(table, "app://casefile/assets/index-abc.js?v=1#top")?.contentType).toContain("text/javascript");
    expect(table.size).toBe(3);
  });

  it("has nothing behind more than 150 hostile URLs", () => {
    const urls = hostileUrls();
    expect(urls.length).toBeGreaterThan(150);
    expect(urls.filter((url) => servedFile(table, url) !== null)).toEqual([]);
  });

  it("has nothing behind 200 random changes of a served URL", () => {
    const odd = ["%", "\\", "/", ".", "\u0000", "é", "%2f", "@", ":", " "];
    const changed = Array.from({ length: 200 }, (_, index) => {
      const url = "app://casefile/assets/index-abc.css";
      const at = 6 + ((index * 7) % (url.length - 6));
      return `${url.slice(0, at)}${odd[index % odd.length] ?? ""}${url.slice(at)}`;
    });
    expect(changed.filter((url) => servedFile(table, url) !== null)).toEqual([]);
  });

  it("sends a content security policy without any unsafe word", () => {
    const policy = pageHeaders("text/html")["Content-Security-Policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toMatch(/https?:|\*/);
  });
});
