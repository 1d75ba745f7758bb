import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { expect, it } from "vitest";
import { investigationJsonSchema } from "./json-schema.ts";
import { formatVersion } from "./schema.ts";

const published = fileURLToPath(
  new URL(`../../docs/schema/casefile-investigation-${String(formatVersion)}.schema.json`, import.meta.url),
);

it("is the schema that is published in docs/schema (vitest -u writes it anew)", async () => {
  const options = await prettier.resolveConfig(published);
  const text = await prettier.format(JSON.stringify(investigationJsonSchema()), { ...options, filepath: published });
  await expect(text).toMatchFileSnapshot(published);
});
