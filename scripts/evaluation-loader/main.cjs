// Packed as resources/default_app.asar of the evaluation runtime: starts the application folder named on the command line,
// as the default application of an official Electron does.
const { app } = require("electron");
const { readFileSync } = require("node:fs");
const path = require("node:path");

const named = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (named === undefined) {
  console.error("Name the application's folder: electron FOLDER");
  app.exit(2);
} else {
  const folder = path.resolve(named);
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  app.setAppPath(folder);
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  require(path.join(folder, manifest.main));
}
