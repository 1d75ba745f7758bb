import { DOUBLE, DuckDBDataChunk, INTEGER, TIMESTAMP, VARCHAR, timestampValue } from "@duckdb/node-api";

/** The columns of the sample files in their order; `intact_score` stays in the generator. */
const columns = {
  request_id: VARCHAR,
  event_time: TIMESTAMP,
  monthly_income: DOUBLE,
  loan_amount: DOUBLE,
  loan_term_months: INTEGER,
  utilisation_ratio: DOUBLE,
  debt_to_income: DOUBLE,
  employment_status: VARCHAR,
  age_years: INTEGER,
  months_on_book: INTEGER,
  n_inquiries_6m: INTEGER,
  n_delinquencies_2y: INTEGER,
  housing: VARCHAR,
  purpose: VARCHAR,
  age_band: VARCHAR,
  region: VARCHAR,
  channel: VARCHAR,
  score: DOUBLE,
  prediction: INTEGER,
  label: INTEGER,
  model_version: VARCHAR,
  intact_score: DOUBLE,
};
const chunkRows = 2048;

/** Makes a table of the requests, in their order. */
export async function createTable(connection, table, requests) {
  const names = Object.keys(columns);
  await connection.run(`CREATE TABLE ${table} (${names.map((name) => `${name} ${columns[name]}`).join(", ")})`);
  const appender = await connection.createAppender(table);
  for (const rows of chunksOf(requests)) {
    const chunk = DuckDBDataChunk.create(Object.values(columns), rows.length);
    chunk.setColumns(names.map((name) => rows.map((row) => storedValue(name, row[name]))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const storedValue = (name, value) => (columns[name] === TIMESTAMP ? timestampValue(BigInt(value) * 1000n) : value);

function* chunksOf(rows) {
  let chunk = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length === chunkRows) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** Writes a table as Parquet. One thread, so that the same rows give the same bytes. */
export async function writeParquet(connection, table, file) {
  await connection.run(
    `COPY (SELECT COLUMNS(c -> c <> 'intact_score') FROM ${table}) TO '${file.replaceAll("'", "''")}'
     (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 9, ROW_GROUP_SIZE 122880)`,
  );
}
