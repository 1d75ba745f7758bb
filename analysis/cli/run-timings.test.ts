import { expect, it } from "vitest";
import { RunTimings } from "./run-timings.ts";

it("tells what opening took and what each cell took after the one before it", () => {
  let now = 0;
  const timings = new RunTimings(() => now);
  timings.hear({ cell: null });
  now = 1900;
  timings.hear({ cell: "c_quality" });
  now = 2000;
  timings.hear({ cell: "c_quality" });
  now = 3250;
  timings.ended("c_quality");
  timings.hear({ cell: "c_drift" });
  now = 10_251;
  timings.ended("c_drift");
  expect(JSON.parse(timings.text())).toEqual({ seconds: { open: 1.9, cells: { c_quality: 1.35, c_drift: 7.001 } } });
});

it("says that nothing was opened when there was nothing to run", () => {
  expect(JSON.parse(new RunTimings(() => 5).text())).toEqual({ seconds: { open: null, cells: {} } });
});
