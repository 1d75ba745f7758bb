import { incident } from "./incident.mjs";
import { trainingEffects } from "./training.mjs";

const { unitChange, rename, harmlessShift, calibrationError, hurtMost, trainingFeatures, threshold } = incident;
const at = ({ date }) => `TIMESTAMP '${date.replace("T", " ").replace("Z", "")}'`;
const since = (part) => `event_time >= ${at(part)}`;
const before = (part) => `event_time < ${at(part)}`;

/** The planted incident with the effects that it has in the rows: every number comes from SQL over the two tables. */
export async function truthOf(connection) {
  const ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS()[0];
  return {
    threshold,
    periods: { reference: incident.reference, production: incident.production },
    unit_change: { ...snakeCased(unitChange), effects: await unitEffects(ask) },
    rename: { ...snakeCased(rename), effects: await renameEffects(ask) },
    harmless_shift: { ...snakeCased(harmlessShift), effects: await shiftEffects(ask) },
    calibration_error: { ...snakeCased(calibrationError), effects: await calibrationEffects(ask) },
    hurt_most: { ...snakeCased(hurtMost), effects: await groupEffects(connection, ask) },
    training_features: { ...snakeCased(trainingFeatures), effects: await trainingEffects(ask) },
    labels: await ask(
      `SELECT strftime(max(event_time) FILTER (label IS NOT NULL), '%Y-%m-%dT%H:%M:%SZ') AS last_labelled,
        strftime(min(event_time) FILTER (label IS NULL), '%Y-%m-%dT%H:%M:%SZ') AS first_unlabelled,
        count(*) FILTER (label IS NULL)::INT AS unlabelled_rows FROM production`,
    ),
  };
}

const snakeCased = (part) =>
  Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );

const unitEffects = async (ask) => ({
  median_income: await ask(
    `SELECT ${median("reference", "TRUE")} AS reference, ${median("production", before(unitChange))} AS before,
      ${median("production", since(unitChange))} AS since`,
  ),
  ...(await ask(
    `SELECT count(*) FILTER (${since(unitChange)} AND channel = '${unitChange.channel}' AND monthly_income IS NOT NULL)::INT
      AS rows_in_cents FROM production`,
  )),
  ...(await comparisonOf(ask, "TRUE")),
});
const median = (table, where) =>
  `(SELECT median(monthly_income) FROM ${table} WHERE channel = '${unitChange.channel}' AND ${where})`;

const renameEffects = (ask) =>
  ask(
    `SELECT count(*) FILTER (employment_status = '${rename.from}' AND ${before(rename)})::INT AS old_name_before,
      count(*) FILTER (employment_status = '${rename.from}' AND ${since(rename)})::INT AS old_name_since,
      count(*) FILTER (employment_status = '${rename.to}' AND ${before(rename)})::INT AS new_name_before,
      count(*) FILTER (employment_status = '${rename.to}' AND ${since(rename)})::INT AS new_name_since,
      round(avg(score) FILTER (employment_status = '${rename.to}'), 4) AS mean_score_renamed,
      round(avg(intact_score) FILTER (employment_status = '${rename.to}'), 4) AS mean_score_had_it_kept_its_name
    FROM production`,
  );

const shiftEffects = async (ask) => ({
  ...(await ask(
    `SELECT ${share("reference", harmlessShift.from)} AS reference_share_from, ${share("production", harmlessShift.from)} AS
      production_share_from, ${share("reference", harmlessShift.to)} AS reference_share_to,
      ${share("production", harmlessShift.to)} AS production_share_to`,
  )),
  auc_reference: (await performance(ask, "reference", "TRUE")).auc,
  auc_production_had_nothing_broken: (await performance(ask, "production", "TRUE", "intact_score")).auc,
});
const share = (table, channel) => `(SELECT round(avg((channel = '${channel}')::INT), 4) FROM ${table})`;

const calibrationEffects = async (ask) => {
  const inPurpose = `${calibrationError.column} = '${calibrationError.value}' AND channel <> '${unitChange.channel}'`;
  const means = (table, where) =>
    ask(
      `SELECT round(avg(score), 4) AS mean_score, round(avg(label), 4) AS default_rate FROM ${table}
       WHERE label IS NOT NULL AND ${inPurpose} AND ${where}`,
    );
  return {
    rows: `label known and channel is not ${unitChange.channel}`,
    reference: await means("reference", "TRUE"),
    before: await means("production", before(calibrationError)),
    since: await means("production", since(calibrationError)),
  };
};

async function groupEffects(connection, ask) {
  const groups = await connection.runAndReadAll(
    `SELECT DISTINCT unnest(['age_band', 'region']) AS "column", unnest([age_band, region]) AS value FROM reference ORDER BY ALL`,
  );
  const all = [];
  for (const { column, value } of groups.getRowObjectsJS())
    all.push({ column, value, ...(await comparisonOf(ask, `${column} = '${value}'`)) });
  return { groups: all };
}

/** Rows with a label: the reference, production before the unit change, since it, and since it had nothing broken. */
const comparisonOf = async (ask, where) => ({
  reference: await performance(ask, "reference", where),
  before: await performance(ask, "production", `${where} AND ${before(unitChange)}`),
  since: await performance(ask, "production", `${where} AND ${since(unitChange)}`),
  since_had_nothing_broken: await performance(ask, "production", `${where} AND ${since(unitChange)}`, "intact_score"),
});

/** ROC AUC by mid-ranks, and recall and selection rate at the threshold. */
const performance = (ask, table, where, score = "score") =>
  ask(
    `WITH scored AS (SELECT ${score} AS s, label::DOUBLE AS y FROM ${table} WHERE label IS NOT NULL AND ${where}),
      ranked AS (SELECT s, y, rank() OVER (ORDER BY s) + (count(*) OVER (PARTITION BY s) - 1) / 2 AS mid_rank FROM scored)
    SELECT count(*)::INT AS rows, round((sum(mid_rank) FILTER (y = 1) - sum(y) * (sum(y) + 1) / 2)
        / (sum(y) * (count(*) - sum(y))), 4) AS auc,
      round(avg((s >= ${threshold})::INT) FILTER (y = 1), 4) AS recall,
      round(avg((s >= ${threshold})::INT), 4) AS selection_rate, round(avg(y), 4) AS default_rate
    FROM ranked`,
  );
