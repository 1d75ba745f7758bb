import { readFileSync } from "node:fs";
import { it } from "vitest";
import { readInvestigation } from "../../document/read.ts";
import { contextOf } from "../context-of.ts";
import { nativeSource } from "../testing/native-source.ts";
import { runPerformance } from "./testing/run-performance.ts";
const folder = new URL("../../../samples/credit-default/", import.meta.url);
it("explores", async () => {
  const native = await nativeSource();
  for (const side of ["reference", "production"])
    await native.run(`CREATE VIEW ${side} AS SELECT * FROM '${new URL(`${side}.parquet`, folder).pathname}'`);
  const { investigation } = readInvestigation(readFileSync(new URL("credit-default.casefile", folder), "utf8"));
  for (const params of [
    {},
    { windows: "week" },
    { primary: { binary: "recall" } },
    { primary: { binary: "brier" } },
    { primary: { binary: "accuracy" } },
  ]) {
    const t = performance.now();
    const { result, json } = await runPerformance(native, contextOf(investigation), params);
    const { estimated } = result;
    console.log(
      JSON.stringify(params),
      Math.round(performance.now() - t),
      "ms",
      json.length,
      JSON.stringify({ ...estimated, windows: undefined, shift: { ...estimated?.shift, windows: undefined } }),
    );
    const at = estimated!.metrics.indexOf(estimated!.drawn);
    if (params === undefined || !("primary" in params))
      for (const w of estimated!.windows)
        console.log(
          w.side.slice(0, 4),
          w.start.slice(0, 10),
          w.rows,
          w.values[at],
          w.low,
          w.high,
          w.measured,
          w.measured !== null && w.low !== null ? (w.measured < w.low || w.measured > w.high! ? "MISS" : "ok") : "",
          w.reason,
          w.input,
          w.outside,
        );
    if (!("primary" in params))
      console.log(
        estimated!
          .shift!.windows.map((w) =>
            [
              w.start.slice(0, 10),
              w.share?.toFixed(3),
              w.low?.toFixed(3),
              w.high?.toFixed(3),
              w.measured?.toFixed(3),
            ].join(" "),
          )
          .join("\n"),
      );
  }
}, 200000);
