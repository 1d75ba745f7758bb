import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { matchesLock } from "./dependencies.mjs";
import { hasDisplay } from "./display.mjs";
import { cacheFolder, failedLately, programIn } from "./electron-runtime.mjs";
import { buildIfStale, contentDigest } from "./stale.mjs";
import { missingPackages } from "./system-packages.mjs";

describe("what is installed", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b": { version: "2.0.0", optional: true },
    },
  };

  it("matches the lock when every package has its version; other platforms' optional ones may be missing", () => {
    expect(matchesLock(lock, { packages: { "node_modules/a": { version: "1.0.0" } } })).toBe(true);
  });

  it("differs from the lock when a package is missing or has another version", () => {
    expect(matchesLock(lock, { packages: {} })).toBe(false);
    expect(matchesLock(lock, { packages: { "node_modules/a": { version: "1.0.1" } } })).toBe(false);
    const other = { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "3.0.0" } };
    expect(matchesLock(lock, { packages: other })).toBe(false);
  });
});

describe("system packages", () => {
  const status = [
    "installed\txvfb\t",
    "config-files\tlibnss3\t",
    "installed\tlibasound2t64\tlibasound2 (= 1.2.11), x",
  ].join("\n");

  it("are missing unless installed under their name or one that provides it", () => {
    expect(missingPackages(["xvfb", "libnss3", "libasound2", "libgbm1"], status)).toEqual(["libnss3", "libgbm1"]);
  });
});

describe("the runtime", () => {
  it("is cached outside the repository, where XDG says", () => {
    expect(cacheFolder({ XDG_CACHE_HOME: "/cache" })).toBe(path.join("/cache", "casefile"));
    expect(cacheFolder({})).toMatch(/\.cache.casefile$/);
  });

  it("has its program where each system keeps it", () => {
    expect(programIn("/e", "linux")).toBe(path.join("/e", "electron"));
    expect(programIn("/e", "win32")).toBe(path.join("/e", "electron.exe"));
    expect(programIn("/e", "darwin")).toContain("Electron.app");
  });

  it("is not asked for again within a day of a refusal", () => {
    const hour = 60 * 60 * 1000;
    expect(failedLately(null, 0)).toBe(false);
    expect(failedLately(0, 23 * hour)).toBe(true);
    expect(failedLately(0, 25 * hour)).toBe(false);
  });
});

describe("a display", () => {
  it("is taken for granted except on Linux, where a variable names it", () => {
    expect(hasDisplay("linux", {})).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: "" })).toBe(false);
    expect(hasDisplay("linux", { DISPLAY: ":0" })).toBe(true);
    expect(hasDisplay("linux", { WAYLAND_DISPLAY: "wayland-0" })).toBe(true);
    expect(hasDisplay("darwin", {})).toBe(true);
  });
});

describe("a build", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "casefile-stale-"));
    mkdirSync(path.join(folder, "source"));
    writeFileSync(path.join(folder, "source/a.ts"), "1");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("runs once for the same inputs, again when one changes, and again when its output is gone", async () => {
    let runs = 0;
    const build = async (): Promise<void> => {
      runs += 1;
      mkdirSync(path.join(folder, "dist"), { recursive: true });
      writeFileSync(path.join(folder, "dist/out"), "");
      await Promise.resolve();
    };
    const target = { name: "t", inputs: ["source"], outputs: ["dist/out"], build };
    expect(await buildIfStale(target, folder)).toBe(true);
    expect(await buildIfStale(target, folder)).toBe(false);
    writeFileSync(path.join(folder, "source/a.ts"), "2");
    expect(await buildIfStale(target, folder)).toBe(true);
    rmSync(path.join(folder, "dist/out"));
    expect(await buildIfStale(target, folder)).toBe(true);
    expect(runs).toBe(3);
  });

  it("does not depend on tests, fixtures and dates", () => {
    const before = contentDigest(["source"], folder);
    writeFileSync(path.join(folder, "source/a.test.ts"), "x");
    mkdirSync(path.join(folder, "source/fixtures"));
    writeFileSync(path.join(folder, "source/fixtures/a.json"), "x");
    writeFileSync(path.join(folder, "source/a.ts"), "1");
    expect(contentDigest(["source"], folder)).toBe(before);
    writeFileSync(path.join(folder, "source/b.ts"), "x");
    expect(contentDigest(["source"], folder)).not.toBe(before);
  });
});
