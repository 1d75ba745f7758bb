import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/**
 * Pairs of samples drawn from one distribution: 20 features of mixed kinds, a time, two group columns, a calibrated score and
 * its label. Every value depends on the seed, the row and the column alone.
 */

/** A number in (0, 1): 53 bits of a hash of seed, column and row. */
const uniform = (seed, column) =>
  `(((hash(${BigInt(seed) * 128n + BigInt(column)} * 1048576::BIGINT + i) >> 11)::DOUBLE + 0.5e0) / 9007199254740992e0)`;

const normal = (seed, column) =>
  `(sqrt(-2e0 * ln(${uniform(seed, column)})) * cos(2e0 * pi() * ${uniform(seed, column + 64)}))`;

const withNulls = (value, seed, column, rate) =>
  `CASE WHEN ${uniform(seed, column + 32)} < ${rate}e0 THEN NULL ELSE ${value} END`;

/** One of `size` categories, the first ones more frequent; `moved` is a share of all rows that goes from the first to the last. */
const category = (seed, column, size, moved = 0) => {
  const drawn = `least(${size - 1}, floor(pow(${uniform(seed, column)}, 1.5e0) * ${size}))::INT`;
  const share = Math.pow(1 / size, 2 / 3);
  const kept = `CASE WHEN ${drawn} = 0 AND ${uniform(seed, column + 32)} < ${moved / share}e0 THEN ${size - 1} ELSE ${drawn} END`;
  return `'v' || ${moved === 0 ? drawn : kept}`;
};

const nothing = { mean: 0, share: 0, nulls: 0 };

/** @param planted what moves: the mean of n0 in standard deviations, a share of rows between categories of c2, nulls of m0 */
const features = (seed, planted = nothing) => [
  ["n0", `${normal(seed, 0)} + ${planted.mean}`],
  ...[1, 2, 3].map((n) => [`n${n}`, `${normal(seed, n)} * ${10 ** n} + ${n}`]),
  ...[4, 5].map((n) => [`s${n - 4}`, `-ln(${uniform(seed, n)})`]),
  ...[6, 7].map((n) => [`s${n - 4}`, `exp(${normal(seed, n)})`]),
  ["r0", `round(${normal(seed, 8)} * 12e0 + 40e0)`],
  ["r1", `round(${normal(seed, 9)}, 1)`],
  ["r2", `floor(${uniform(seed, 10)} * 100)`],
  ["r3", `floor(-ln(${uniform(seed, 11)}) * 8e0)`],
  ["m0", withNulls(normal(seed, 12), seed, 12, 0.05 + planted.nulls)],
  ["m1", withNulls(`-ln(${uniform(seed, 13)})`, seed, 13, 0.2)],
  ["m2", withNulls(`round(${normal(seed, 14)}, 1)`, seed, 14, 0.02)],
  ...[2, 5, 10, 20, 50].map((size, n) => [`c${n}`, category(seed, 15 + n, size, n === 2 ? planted.share : 0)]),
];

export const featureNames = features(0).map(([name]) => name);

const starts = { reference: "2026-01-01", production: "2026-03-02" };
const days = 60;

function select({ seed, rows, side, planted }) {
  const score = `(0.02e0 + 0.6e0 * pow(${uniform(seed, 25)}, 2e0))`;
  return [
    `TIMESTAMP '${starts[side]}' + to_seconds(floor(${uniform(seed, 26)} * ${days * 86400})::BIGINT) AS event_time`,
    ...features(seed, side === "production" ? planted : nothing).map(([name, sql]) => `${sql} AS ${name}`),
    `'g' || floor(${uniform(seed, 27)} * 4)::INT AS region`,
    `CASE WHEN ${uniform(seed, 28)} < 0.15e0 THEN 'partner' ELSE 'web' END AS channel`,
    `round(${score}, 6) AS score`,
    `(${uniform(seed, 29)} < round(${score}, 6))::INT AS label`,
  ].join(", ");
}

export async function nullData() {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  return {
    /** Writes both sides of pair `seed` into a folder. */
    async write(folder, { seed, rows, planted = nothing }) {
      const files = {};
      for (const side of Object.keys(starts)) {
        files[side] = path.join(folder, `${side}.parquet`);
        // The sides are separate rows of one stream: what differs between them is chance.
        const first = side === "reference" ? 0 : rows;
        const sql = select({ seed, rows, side, planted });
        await connection.run(
          `COPY (SELECT ${sql} FROM range(${first}, ${first + rows}) AS r(i)) TO '${files[side].replaceAll("'", "''")}' (FORMAT parquet)`,
        );
      }
      return files;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
