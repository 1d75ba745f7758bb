import { buildStale } from "../../scripts/build.mjs";

/** Before the tests of the command line: makes what they run. */
export async function setup() {
  await buildStale(console.error, ["engine", "node"]);
}
