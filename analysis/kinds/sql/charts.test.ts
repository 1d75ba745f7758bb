import { plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { chartConfig, type ChartConfig } from "./config.ts";
import { chartFigures, chartProblem } from "./figures/chart.ts";
import type { SqlResult } from "./result.ts";

const result = (columns: Readonly<Record<string, string>>, rows: SqlResult["rows"]): SqlResult => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
  ...{ keep: "aggregates", rows, total: rows.length, cut_texts: 0, expectation: null, chart: chartConfig.parse({}) },
});
const days = result({ day: "DATE", channel: "VARCHAR", rate: "DOUBLE", n: "BIGINT" }, [
  ["2026-01-01", "app", 0.25, 10],
  ["2026-01-02", "app", null, 12],
  ["2026-01-02", "web", "NaN", 3],
  ["2026-01-03", "web", 0.5, 7],
  ["infinity", "web", 0.75, 9],
]);
const chart = (type: ChartConfig["type"], names: Partial<ChartConfig> = {}): ChartConfig =>
  chartConfig.parse({ type, ...names });

function drawn(from: SqlResult, config: ChartConfig): { svg: string; description: string; title: string } {
  const [figure] = chartFigures(from, config);
  if (figure === undefined) throw new Error(chartProblem(from, config) ?? "no chart is chosen");
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const { title, description } = figure;
  const chart: { toString(): string } = plot({ ...figure.options(640), document });
  return { svg: chart.toString(), title, description };
}

describe("a chart", () => {
  it.each([
    [chart("line"), "Line: rate, day", "rate over day. Left out: 3 without a value to draw."],
    [
      chart("line", { z: "channel", y: "n" }),
      "Line: n, channel, day",
      "n over day, by channel: app, web. Left out: 1 without a value to draw.",
    ],
    [
      chart("bar", { x: "channel" }),
      "Bars: rate, channel",
      "rate by channel. Largest: web, 0.75. Left out: 2 without a value to draw.",
    ],
    [chart("histogram", { x: "n" }), "Histogram: n", "5 values of n from 3 to 12, in 3 bins of one width."],
    [chart("dot"), "Dots: rate, day", "2 rows, rate over day. Left out: 3 without a value to draw."],
    [
      chart("heat"),
      "Heat map: channel, rate, day",
      "rate by channel and day, from 0.25 (faint) to 0.5 (strong). Left out: 3 without a value to draw.",
    ],
  ])("%o chooses its columns and says what it shows", (config, title, description) => {
    const figure = drawn(days, config);
    expect(figure).toMatchObject({ title, description });
    expect(figure.svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each([
    [chart("histogram", { x: "channel" }), 'The chart’s column "channel" does not hold numbers.'],
    [chart("line", { y: "nope" }), 'The chart’s column "nope" is not in the result.'],
    [chart("dot", { x: "rate", y: "channel" }), 'The chart’s column "channel" does not hold numbers or times.'],
  ])("%o says why it can't be drawn", (config, problem) => {
    expect(chartProblem(days, config)).toBe(problem);
    expect(chartFigures(days, config)).toEqual([]);
  });

  it("of rows that the file does not hold, or of no value, is none and says so", () => {
    expect(chartProblem({ ...days, keep: "nothing", rows: [] }, chart("bar"))).toMatch(/the file holds none/);
    expect(chartProblem(result({ n: "BIGINT" }, [[null]]), chart("histogram"))).toMatch(/No row has a value to draw/);
    expect(chartProblem(result({ n: "BIGINT" }, []), chart("line"))).toBe("The chart needs one more column of values.");
    expect(chartFigures(days)).toEqual([]);
  });

  it("of the largest doubles that it draws, of one value and of minus numbers draws finite marks", () => {
    const wide = result({ v: "DOUBLE", w: "DOUBLE" }, [
      [-9e299, 1],
      [9e299, -1],
      [0, 0],
    ]);
    const one = result({ v: "DOUBLE", w: "INTEGER" }, [
      [5, 5],
      [5, 5],
    ]);
    for (const from of [wide, one])
      for (const config of [chart("line"), chart("bar"), chart("histogram"), chart("dot")])
        expect(drawn(from, config).svg, config.type).not.toMatch(/NaN|undefined|Infinity/);
    expect(drawn(wide, chart("histogram")).description).toMatch(/^3 values of v from/);
  });

  it("draws at most 2,000 marks and names what it left out", () => {
    const many = result(
      { v: "INTEGER", w: "INTEGER" },
      Array.from({ length: 2500 }, (_, index) => [index, index % 7]),
    );
    expect(drawn({ ...many, total: 9000 }, chart("dot")).description).toBe(
      "2,000 rows, w over v. Drawn: the first 2,000 of 2,500 rows. The file holds 2,500 of 9,000 rows.",
    );
  });

  it("histogram counts every value once", () => {
    const values = Array.from({ length: 300 }, (_, index) => (index * 37) % 101);
    const figure = chartFigures(
      result(
        { v: "INTEGER" },
        values.map((value) => [value]),
      ),
      chart("histogram"),
    )[0];
    const data: unknown = figure
      ?.options(640)
      .marks?.flat(9)
      .map((mark) => (mark !== null && typeof mark === "object" && "data" in mark ? mark.data : null));
    const bins = (data as { count: number }[][])[0] ?? [];
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  });
});
