import { expect, test } from "./app.ts";

test("every window is sandboxed, isolated and without Node", async ({ casefile }) => {
  // Electron has this function in every version but no longer describes it.
  const preferences = await casefile.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const all = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag = false } = all;
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  const wanted = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  };
  expect(preferences).toEqual([wanted]);
});

test("the page sees the named functions and nothing of Node or Electron", async ({ casefile }) => {
  const seen = await casefile.page.evaluate(() => ({
    bridge: Object.keys(Reflect.get(window, "casefile") as object).sort(),
    globals: ["require", "process", "module", "Buffer", "ipcRenderer", "electron"].filter((name) => name in window),
  }));
  expect(seen.globals).toEqual([]);
  expect(seen.bridge).toEqual(["app", "cells", "data", "document", "engine", "events", "files", "job", "report"]);
});

test("the page cannot leave, open a window, embed a site, reach the network or run text as code", async ({
  casefile,
}) => {
  const { page } = casefile;
  const url = page.url();
  const outcomes = await page.evaluate(async () => {
    const attempt = async (work: () => unknown): Promise<string> => {
      try {
        return String(await work());
      } catch (error) {
        return error instanceof Error ? error.name : "refused";
      }
    };
    const frame = document.createElement("iframe");
    frame.src = "https://example.org/";
    document.body.append(frame);
    location.href = "https://example.org/";
    // Playwright lifts the policy while its own call runs, so what the policy forbids is tried after it.
    await new Promise((resolve) => setTimeout(resolve));
    return {
      fetch: await attempt(() => fetch("http://127.0.0.1:9/")),
      window: await attempt(() => window.open("https://example.org/")),
      code: await attempt(() => Reflect.construct(Function, ["return 1"])),
      html: await attempt(() => Reflect.set(document.createElement("p"), "innerHTML", "<b>x</b>")),
    };
  });
  expect(outcomes).toEqual({
    fetch: "TypeError",
    window: "null",
    code: "EvalError",
    html: "TypeError",
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(url);
  expect(casefile.electron.windows()).toHaveLength(1);
});

test("the page may write to the clipboard and holds no other permission", async ({ casefile }) => {
  const { page, electron } = casefile;
  const names = [
    "geolocation",
    "notifications",
    "midi",
    "camera",
    "microphone",
    "clipboard-read",
    "persistent-storage",
  ];
  const states = await page.evaluate(
    (all) => Promise.all(all.map(async (name) => (await navigator.permissions.query({ name: name as "push" })).state)),
    names,
  );
  expect(new Set(states)).toEqual(new Set(["denied"]));
  await page.evaluate(() => navigator.clipboard.writeText("copied"));
  expect(await electron.evaluate(({ clipboard }) => clipboard.readText())).toBe("copied");
});

test("only files of the build are served", async ({ casefile }) => {
  const statuses = await casefile.page.evaluate(async () => {
    const wanted = [
      "index.html",
      "../main/index.cjs",
      "%2e%2e%2fmain/index.cjs",
      "package.json",
      "index.html%2f",
      "INDEX.HTML",
    ];
    const answers = await Promise.all(wanted.map((name) => fetch(`app://casefile/${name}`)));
    return answers.map(({ status }) => status);
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404]);
});

test("a handle that was not granted opens nothing, and a forged file has no place", async ({ casefile }) => {
  const answers = await casefile.page.evaluate(async () => {
    type Call = (request: unknown) => Promise<{ ok: boolean; error?: { code: string }; value?: unknown }>;
    const bridge = Reflect.get(window, "casefile") as Record<string, Record<string, Call>>;
    const fileId = "0".repeat(32);
    const forged = Object.defineProperty(new File(["x"], "passwd"), "path", { value: "/etc/passwd" });
    return {
      open: (await bridge["document"]?.["openGranted"]?.({ fileId }))?.error?.code,
      pin: (await bridge["data"]?.["pin"]?.({ job: "j", fileIds: [fileId] }))?.error?.code,
      drop: (await bridge["files"]?.["fromDrop"]?.([forged, { path: "/etc/passwd" }]))?.value,
    };
  });
  expect(answers).toEqual({ open: "refused/path", pin: "refused/path", drop: [] });
});
