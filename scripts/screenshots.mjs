import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron } from "@playwright/test";
import { root } from "./child.mjs";
import { electronRuntime } from "./electron-runtime.mjs";

// Makes docs/screenshots/ anew: `npm run screenshots`, on a display or under xvfb-run.
const folder = path.join(root, "docs/screenshots");
const sizes = { small: [1280, 800], large: [1680, 1050] };
const sample = (name) => path.join(root, "samples/credit-default", name);

mkdirSync(folder, { recursive: true });
const profile = mkdtempSync(path.join(tmpdir(), "casefile-screenshots-"));
const app = await _electron.launch({
  executablePath: (await electronRuntime()).program,
  args: [`--user-data-dir=${profile}`, root],
});
const page = await app.firstWindow();
try {
  for (const theme of ["light", "dark"]) await shootTheme(theme);
} finally {
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  });
  await app.close();
  rmSync(profile, { recursive: true, force: true });
}

async function shootTheme(theme) {
  await resize("small");
  await command(`theme.${theme}`);
  await shoot(`welcome-${theme}`);
  await command("file.openSample");
  await page.getByText("4 · Drift").waitFor();
  for (const size of Object.keys(sizes)) {
    await resize(size);
    await page.getByText("1 · Note").click();
    await shoot(`notebook-${size}-${theme}`);
  }
  await page.getByText("4 · Drift").click();
  await page.getByRole("tab", { name: /^Findings/ }).click();
  await shoot(`drift-${theme}`);
  await page
    .getByRole("button", { name: /^Population stability index/ })
    .first()
    .scrollIntoViewIfNeeded();
  await shoot(`explain-${theme}`);
  await page.getByRole("tab", { name: "Pins" }).click();
  for (const kind of ["Performance", "Calibration", "Fairness and slices", "Attribution", "Training-serving skew"]) {
    await page.getByText(new RegExp(`^\\d+ · ${kind}$`)).click();
    await shoot(`${kind.split(/\W/)[0].toLowerCase()}-${theme}`);
  }
  await command("view.palette");
  await shoot(`palette-${theme}`);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Close investigation" }).click();
  await drop(sample("reference.parquet"), sample("production.parquet"));
  await page.getByRole("button", { name: "Pin these files" }).and(page.locator(":enabled")).waitFor();
  await resize("small");
  await shoot(`roles-${theme}`);
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
}

async function resize(size) {
  await app.evaluate(({ BrowserWindow }, [width, height]) => {
    BrowserWindow.getAllWindows()[0].setContentSize(width, height);
  }, sizes[size]);
  await page.waitForTimeout(300);
}

async function shoot(name) {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
}

async function command(id) {
  await app.evaluate(({ Menu, BrowserWindow }, wanted) => {
    Menu.getApplicationMenu().getMenuItemById(wanted).click(undefined, BrowserWindow.getAllWindows()[0]);
  }, id);
}

/** The browser gives real File objects with a place on the disk, as a drop from the desktop does. */
async function drop(...files) {
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "drop" }));
  });
  await page.setInputFiles("#drop", files);
  await page.evaluate(() => {
    const input = document.querySelector("#drop");
    const dataTransfer = new DataTransfer();
    for (const file of input.files) dataTransfer.items.add(file);
    input.remove();
    for (const type of ["dragenter", "dragover", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
}
