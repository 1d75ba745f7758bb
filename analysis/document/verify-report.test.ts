import { expect, it } from "vitest";
import { exitCodeOf, type ErrorCode } from "../base/errors.ts";
import {
  verifyReport,
  verifyStatuses,
  verifyStatusOf,
  type VerifyProblem,
  type VerifyStatus,
} from "./verify-report.ts";

const problem = (status: VerifyProblem["status"]): VerifyProblem => ({ status, message: status });
const all = (Object.keys(verifyStatuses) as VerifyStatus[]).filter(
  (status): status is VerifyProblem["status"] => status !== "verified",
);

it("is verified with exit 0 when cells were checked and nothing was found", () => {
  expect(verifyReport({ problems: [], checkedCells: 2 })).toEqual({
    status: "verified",
    exitCode: 0,
    checkedCells: 2,
    largestDifference: null,
    problems: [],
  });
});

it("is never a pass when no cell was checked", () => {
  expect(verifyReport({ problems: [], checkedCells: 0 })).toMatchObject({ status: "not_locked", exitCode: 3 });
  expect(verifyReport({ problems: [problem("verified_other_engine")], checkedCells: 0 })).toMatchObject({
    status: "not_locked",
    exitCode: 3,
  });
});

it.each(all)("gives %s its documented exit code when it is the only problem", (status) => {
  expect(verifyReport({ problems: [problem(status)], checkedCells: 1 })).toMatchObject({
    status,
    exitCode: verifyStatuses[status],
  });
});

it("reports every problem, worst first, whatever order they were found in", () => {
  const found = verifyReport({ problems: all.toReversed().map(problem), checkedCells: 3 });
  expect(found.problems.map(({ status }) => status)).toEqual(all);
  expect(found).toMatchObject({ status: "interrupted", exitCode: 130 });
});

it("blames changed data before the numbers that differ because of it", () => {
  expect(
    verifyReport({ problems: [problem("result_differs"), problem("input_changed")], checkedCells: 1 }),
  ).toMatchObject({ status: "input_changed", exitCode: 3 });
});

it("lets a warning pass, and with exact no difference at all", () => {
  const within = { problems: [problem("verified_within_tolerance")], checkedCells: 1, largestDifference: 1e-12 };
  expect(verifyReport(within)).toMatchObject({ exitCode: 0, largestDifference: 1e-12 });
  expect(verifyReport({ ...within, exact: true })).toMatchObject({ status: "verified_within_tolerance", exitCode: 1 });
  expect(verifyReport({ problems: [problem("verified_other_engine")], checkedCells: 1, exact: true })).toMatchObject({
    exitCode: 0,
  });
});

it("gives every named error a status with the same exit code as elsewhere, but for outputs, which a verification has none of", () => {
  for (const code of (Object.keys(exitCodeOf) as ErrorCode[]).filter((name) => !name.startsWith("output/")))
    expect(verifyStatuses[verifyStatusOf(code)], code).toBe(exitCodeOf[code]);
});
