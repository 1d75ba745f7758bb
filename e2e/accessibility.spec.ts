import { AxeBuilder } from "@axe-core/playwright";
import path from "node:path";
import { CasefileApp, expect, repository, test } from "./app.ts";

const sample = (name: string): string => path.join(repository, "samples/credit-default", name);

/** What WCAG 2.2 A and AA checks find, as `rule: element`. */
async function violations({ page }: CasefileApp): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .setLegacyMode(true)
    .analyze();
  expect(found.passes.length).toBeGreaterThan(10);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Scrolling parts of the page that are wider than their frame; tables may be, the page may not. */
const sideways = ({ page }: CasefileApp): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("main, main *, aside *, nav *")]
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .filter((element) => !element.classList.contains("table-scroll") && element.scrollWidth > element.clientWidth + 1)
      .map(
        ({ className, scrollWidth, clientWidth }) => `${className}: ${String(scrollWidth)} > ${String(clientWidth)}`,
      ),
  );

for (const theme of ["light", "dark"]) {
  test(`the sample, its findings and the role sheet have no accessibility violations in ${theme}`, async ({
    profile,
  }) => {
    const app = await CasefileApp.launch(profile);
    await app.command(`theme.${theme}`);
    expect(await violations(app)).toEqual([]);
    await app.drop(sample("reference.parquet"), sample("production.parquet"));
    await expect(app.page.getByRole("button", { name: "Pin these files" })).toBeEnabled({ timeout: 30_000 });
    expect(await violations(app)).toEqual([]);
    await app.page.keyboard.press("Escape");
    await app.command("file.openSample");
    await app.page.getByText("4 · Drift").click();
    await app.page.getByRole("tab", { name: /^Findings/ }).click();
    expect(await violations(app)).toEqual([]);
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
    await app.page.waitForTimeout(500);
    expect(await sideways(app)).toEqual([]);
    await app.close();
  });
}
