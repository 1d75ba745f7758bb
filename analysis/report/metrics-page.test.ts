import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { metricsPage } from "./metrics-page.ts";

it("is the page that is published in docs (vitest -u writes it anew)", async () => {
  await expect(metricsPage()).toMatchFileSnapshot(fileURLToPath(new URL("../../docs/metrics.md", import.meta.url)));
});
