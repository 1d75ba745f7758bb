import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's folder: every script runs there, wherever it was called from. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program to its end with the terminal's own output. Gives its exit code; 1 when it could not start. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Runs a program and gives what it wrote; throws with its last words when it failed. */
export function output(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    const heard = { out: "", err: "" };
    child.stdout.on("data", (chunk) => (heard.out += chunk));
    child.stderr.on("data", (chunk) => (heard.err += chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(heard.out) : reject(new Error(`${command} ended with ${code}: ${heard.err.slice(-2000)}`)),
    );
  });
}

/** Ends the script with a plain message when a step failed. */
export async function must(step, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    console.error(`\nCasefile: ${step} failed (exit code ${code}).`);
    process.exit(code);
  }
}
