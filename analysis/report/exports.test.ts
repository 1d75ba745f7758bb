import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";
import { exportJsonSchema, exportSchemaId, jsonOf, rowsOfJson } from "./json.ts";
import { kindById } from "../kinds/registry.ts";
import { exportColumns, exportRows, type ExportRow } from "./rows.ts";
import { hostileTexts } from "./testing/hostile-texts.ts";
import { rowsOfCsv } from "./testing/rows-of-csv.ts";
import { probe, sampleInvestigation } from "./testing/sample-investigation.ts";

const kindOf = (id: string) => (id === "probe" ? probe : kindById(id));
const rows = exportRows(sampleInvestigation(), { kindOf });
const [first] = rows;

/** A row whose texts are all `text`. */
const rowWith = (text: string): ExportRow => {
  if (first === undefined) throw new Error("the sample has no rows");
  return { ...first, metric: text, column: text, slice: text, model_name: text, value: -0.02 };
};

describe("export rows", () => {
  it("have the documented columns in the documented order", () => {
    expect(exportColumns.join(", ")).toBe(
      "investigation_id, cell_id, metric, value, unit, numerator, denominator, row_count, ci_low, ci_high, ci_level, " +
        "ci_method, p_value, p_adjusted, convention, column, slice, window_start, window_end, dataset_id, dataset_role, " +
        "dataset_sha256, model_name, model_version, verdict, engine_version, app_version, result_digest",
    );
  });

  it("carry the pins, the model and the versions that the number rests on", () => {
    expect(first).toMatchObject({
      ...{ cell_id: "c_moved", metric: "probe.value", value: 0.53, column: "monthly_income", p_value: 0.25 },
      ...{ dataset_id: "production", dataset_sha256: "12".repeat(32), model_version: "4.2.0" },
      ...{ engine_version: "1.28.0", app_version: "0.1.0", verdict: "fail" },
    });
  });

  it("leave out cells that are not up to date unless they are asked for, and never invent rows for unreadable ones", () => {
    const cellsOf = (all: readonly ExportRow[]) => [...new Set(all.map((row) => row.cell_id))];
    expect(cellsOf(rows)).toEqual(["c_moved", "c_warn", "c_low"]);
    expect(cellsOf(exportRows(sampleInvestigation(), { kindOf, includeStale: true }))).toContain("c_stale");
  });
});

describe("CSV", () => {
  it("reads back to the same rows", () => {
    expect(rowsOfCsv(csvOf(rows))).toEqual(rows);
    const odd = ['a,b "c"\r\nd', "", "'", "''=1", "é 日本 👩‍👧", " lead", "\u2028", ...hostileTexts].map(rowWith);
    expect(rowsOfCsv(csvOf(odd))).toEqual(odd);
    expect(rowsOfCsv(csvOf(odd, { raw: true }), { raw: true })).toEqual(odd);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "\ufeff=1", "\u200b=1", "\u00a0=1", " =1"])(
    "turns text that a spreadsheet would run into text: %j",
    (text) => {
      expect(csvOf([rowWith(text)])).toContain(`,"'${text}",`);
      expect(csvOf([rowWith(text)], { raw: true })).not.toContain(`'${text}`);
      expect(rowsOfCsv(csvOf([rowWith(text)]))).toEqual([rowWith(text)]);
    },
  );

  it("leaves negative numbers numbers, ends lines with CRLF and drops NUL", () => {
    const csv = csvOf([rowWith("a\0b")]);
    expect(csv).toContain(",ab,-0.02,");
    expect(csv.split("\r\n")).toHaveLength(3);
  });
});

describe("JSON", () => {
  it("reads back to the same rows, one a line, under a schema's name", () => {
    const hostile = hostileTexts.map(rowWith);
    const text = jsonOf([...rows, ...hostile]);
    expect(rowsOfJson(text)).toEqual([...rows, ...hostile]);
    expect(text.split("\n")).toHaveLength(rows.length + hostile.length + 3);
    expect(text).toContain(`{"schema":"${exportSchemaId}"`);
    expect(rowsOfJson(jsonOf([]))).toEqual([]);
  });

  it("refuses rows of another shape", () => {
    expect(() => rowsOfJson(jsonOf(rows).replace('"unit":', '"units":'))).toThrow();
  });

  it("is what the schema in docs/schema describes (vitest -u writes it anew)", async () => {
    const published = fileURLToPath(new URL("../../docs/schema/casefile-export-1.schema.json", import.meta.url));
    const options = await prettier.resolveConfig(published);
    const text = await prettier.format(JSON.stringify(exportJsonSchema()), { ...options, filepath: published });
    await expect(text).toMatchFileSnapshot(published);
  });
});
