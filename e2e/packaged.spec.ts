import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { expect, repository, test } from "./app.ts";

// The released program takes no debugger (that is one of its fuses), so it is driven as a person does it: by its keys.
test.skip(process.platform !== "linux", "the packaged program is made and driven on Linux only");

const program = path.join(repository, "release/linux-unpacked/casefile");
const commandLine = path.join(repository, "dist/cli/main.mjs");
const casefile = (...words: string[]): string =>
  execFileSync(process.execPath, [commandLine, ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const xdotool = (...words: string[]): string => execFileSync("xdotool", words, { encoding: "utf8" }).trim();

function windowNamed(name: string): string | null {
  try {
    return xdotool("search", "--onlyvisible", "--name", name).split("\n")[0] ?? null;
  } catch {
    return null;
  }
}

function makeInvestigation(folder: string): string {
  const samples = path.join(repository, "samples/credit-default");
  mkdirSync(path.join(folder, "data"));
  for (const name of ["reference", "production"]) {
    copyFileSync(path.join(samples, `${name}.parquet`), path.join(folder, `data/${name}.parquet`));
  }
  const file = path.join(folder, "packaged.casefile");
  const data = (name: string): string => path.join(folder, `data/${name}.parquet`);
  casefile("new", file, "--reference", data("reference"), "--production", data("production"), "--cells", "quality");
  return file;
}

const resultsIn = (file: string): number => {
  const { results } = JSON.parse(readFileSync(file, "utf8")) as { results: object };
  return Object.keys(results).length;
};

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : Promise.resolve(child.exitCode);

test("the packaged program opens a file, runs it, saves it and quits; the command line verifies what it saved", async ({
  folder,
  profile,
}) => {
  expect(existsSync(program), "made by: npm run package -- --dir").toBe(true);
  const file = makeInvestigation(folder);
  expect(resultsIn(file)).toBe(0);
  const child = spawn(program, ["--no-sandbox", `--user-data-dir=${profile}`, "--remote-debugging-port=9339", file], {
    stdio: "ignore",
  });
  try {
    await expect.poll(() => windowNamed("packaged|Casefile"), { timeout: 30_000 }).not.toBeNull();
    const window = windowNamed("packaged|Casefile") ?? "";
    xdotool("windowfocus", "--sync", window);
    await expect(fetch("http://127.0.0.1:9339/json/version")).rejects.toThrow();
    await expect
      .poll(
        () => {
          xdotool("key", "ctrl+shift+Return");
          xdotool("key", "ctrl+s");
          return resultsIn(file);
        },
        { timeout: 90_000, intervals: [3000] },
      )
      .toBe(1);
    xdotool("key", "ctrl+q");
    expect(await ended(child)).toBe(0);
  } finally {
    child.kill();
  }
  expect(casefile("verify", file)).toMatch(/verified/i);
});

test("the packaged program has its fuses set", async () => {
  const wire = await getCurrentFuseWire(program);
  const on = (fuse: FuseV1Options): boolean | null => {
    const state: number | undefined = wire[fuse];
    return state === undefined ? null : String.fromCharCode(state) === "1";
  };
  expect(wire.version).toBe(FuseVersion.V1);
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeInspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeInspect: false,
    asarIntegrity: true,
    onlyAsar: true,
  });
  // Electron 25 of the evaluation runtime is older than this fuse.
  expect(on(FuseV1Options.GrantFileProtocolExtraPrivileges)).not.toBe(true);
});
