import type { Page } from "@playwright/test";

/** Pictures of the page in both looks at two sizes, for a person who asks: CASEFILE_SCREENSHOTS names the folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env["CASEFILE_SCREENSHOTS"];
  if (folder === undefined) return;
  const before = page.viewportSize();
  for (const [width, height] of [
    [1280, 800],
    [1680, 1050],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const theme of ["light", "dark"] as const) {
      await page.evaluate((look) => {
        if (look === "dark") document.documentElement.dataset["theme"] = look;
        else delete document.documentElement.dataset["theme"];
      }, theme);
      await page.screenshot({ path: `${folder}/${name}-${String(width)}-${theme}.png` });
    }
  }
  await page.evaluate(() => delete document.documentElement.dataset["theme"]);
  if (before !== null) await page.setViewportSize(before);
}
