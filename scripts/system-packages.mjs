import { existsSync, readFileSync } from "node:fs";
import { must, output } from "./child.mjs";

/** What Electron needs to run where there is no screen, on Debian 12; xdotool types into the packaged app. */
const packages = [
  ...["xvfb", "xauth", "xdotool", "fonts-dejavu-core", "libgtk-3-0", "libnss3", "libgbm1", "libasound2"],
  ...["libcups2", "libdrm2", "libxkbcommon0"],
];

/** Newer Debian and Ubuntu renamed some libraries for 64-bit time; a package that provides the old name counts. */
export function missingPackages(wanted, dpkgStatus) {
  const installed = new Set();
  for (const line of dpkgStatus.split("\n")) {
    const [state, name, provides = ""] = line.split("\t");
    if (state !== "installed") continue;
    installed.add(name);
    for (const provided of provides.split(",")) installed.add(provided.trim().split(" ")[0]);
  }
  return wanted.filter((name) => !installed.has(name));
}

/** Makes sure that Electron's system packages are there: installs them as root on Debian or Ubuntu, else names the command. */
export async function ensureSystemPackages(say = console.error) {
  if (process.platform !== "linux") return;
  if (!isDebian()) {
    say(`If Electron does not start, install what these Debian packages hold: ${packages.join(" ")}`);
    return;
  }
  const status = await output("dpkg-query", ["-W", "-f", "${db:Status-Status}\\t${Package}\\t${Provides}\\n"]);
  const missing = missingPackages(packages, status);
  if (missing.length === 0) return;
  const install = ["install", "-y", "--no-install-recommends", ...missing];
  if (process.getuid?.() !== 0) {
    say(
      `Electron needs system packages that are missing. Run: sudo apt-get update && sudo apt-get ${install.join(" ")}`,
    );
    process.exit(1);
  }
  say(`Installing system packages: ${missing.join(" ")}`);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    stdio: ["ignore", "ignore", "inherit"],
  };
  await must("updating the package lists", "apt-get", ["update"], options);
  await must("installing system packages", "apt-get", install, options);
}

function isDebian() {
  const release = "/etc/os-release";
  return existsSync(release) && /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync(release, "utf8"));
}
