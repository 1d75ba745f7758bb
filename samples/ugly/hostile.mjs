import { DuckDBInstance } from "@duckdb/node-api";

/** What the columns of the tame data are called where names attack; a letter in front keeps their order. */
export const hostileNames = {
  request_id: `a request"; DROP TABLE reference; --`,
  event_time: "b time' OR '1'='1",
  age: "c age]; DELETE",
  income: 'd "income" 🦊\nnew line',
  city: "e city; SELECT 1",
  channel: "f chan'nel) UNION SELECT * FROM production --",
  score: "g score\t{{c_drift.value}}",
  label: "h <b>label</b>",
  prediction: "i prediction/* */",
};

export const hostileValues = {
  north: "a n'orth\"; DROP VIEW production; --",
  south: "b <script>alert(1)</script>",
  east: "c 🦊\n]east;",
  app: "d =cmd|' /C calc'!A0",
  web: "e '||(SELECT 1)||'",
};

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const text = (value) => `'${value.replaceAll("'", "''")}'`;

/** A small incident over `i`: incomes of one channel in cents, scores that follow, labels that do not. */
function columnsOf(side, names, values) {
  const moved = side === "production";
  const isApp = "(i * 7) % 3 = 0";
  const income = `(1000 + (i * 137) % 3001)${moved ? ` * CASE WHEN ${isApp} THEN 100 ELSE 1 END` : ""}`;
  const score = `((i * 61) % 997) / 1000e0${moved ? ` * CASE WHEN ${isApp} THEN 0.5e0 ELSE 1e0 END` : ""}`;
  const start = moved ? "2026-03-01" : "2026-01-01";
  const city = `CASE i % 3 WHEN 0 THEN ${text(values.north)} WHEN 1 THEN ${text(values.south)} ELSE ${text(values.east)} END`;
  return {
    [names.request_id]: `'r' || i`,
    [names.event_time]: `TIMESTAMP '${start}' + to_hours((i % 960)::INT)`,
    [names.age]: "18 + (i * 13) % 60",
    [names.income]: `CASE WHEN i % 50 = 0 THEN NULL ELSE ${income} END::DOUBLE`,
    [names.city]: city,
    [names.channel]: `CASE WHEN ${isApp} THEN ${text(values.app)} ELSE ${text(values.web)} END`,
    [names.score]: score,
    [names.label]: `CASE WHEN (i * 31) % 1000 < 1000 * ((i * 61) % 997) / 1000e0 THEN 1 ELSE 0 END`,
    [names.prediction]: `CASE WHEN ${score} >= 0.5e0 THEN 1 ELSE 0 END`,
  };
}

/**
 * Writes `reference`, `production` and `training` (production's rows as they should have been) as Parquet.
 * @param file where the file of a dataset goes
 * @param more columns beside the usual ones, as SQL over `i`, by dataset
 */
export async function writeHostile({ file, rows, names, values, more = {} }) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const [id, side] of [
    ["reference", "reference"],
    ["production", "production"],
    ["training", "reference"],
  ]) {
    const columns = { ...columnsOf(side, names, values), ...more[id] };
    const list = Object.entries(columns).map(([name, sql]) => `${sql} AS ${quoted(name)}`);
    await connection.run(
      `COPY (SELECT ${list.join(", ")} FROM range(${rows}) AS r(i)) TO ${text(file(id))} (FORMAT parquet)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
}
