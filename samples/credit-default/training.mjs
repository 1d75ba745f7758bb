import { incident } from "./incident.mjs";

const { trainingFeatures: part, unitChange, rename } = incident;
const at = ({ date }) => `TIMESTAMP '${date.replace("T", " ").replace("Z", "")}'`;
const number = "CAST(substr(request_id, 5) AS BIGINT)";
/** Whole numbers spread evenly over 0 … 2^32 − 1. */
const spread = `(${number} * 2654435761 % 4294967296)`;
const below = (share) => `${spread} < ${Math.round(share * 2 ** 32)}`;

/** Euros throughout, the old name, and a ratio that nobody has rounded yet. */
const features = [
  `CASE WHEN channel = '${unitChange.channel}' AND event_time >= ${at(unitChange)} THEN monthly_income / ${unitChange.factor}
    ELSE monthly_income END AS monthly_income`,
  ...["loan_amount", "loan_term_months"],
  `CASE WHEN ${part.rounded.feature} IS NOT NULL THEN
    round(greatest(0, ${part.rounded.feature} + (${number} * 7919 % 997 / 996.0::DOUBLE - 0.5) * ${0.98 * 10 ** -part.rounded.decimals}), 7)
    END AS ${part.rounded.feature}`,
  "debt_to_income",
  `CASE WHEN employment_status = '${rename.to}' THEN '${rename.from}' ELSE employment_status END AS employment_status`,
  ...["age_years", "months_on_book", "n_inquiries_6m", "n_delinquencies_2y", "housing", "purpose"],
];

/**
 * The features of a part of production's requests as the training pipeline computed them afterwards, and of some requests
 * that serving never answered. What differs from serving's log is only what serving did to it.
 */
export const trainingFeaturesSql = `CREATE TABLE training_features AS
  SELECT CASE WHEN ${below(part.unansweredShare)} THEN 'APP-9' || substr(request_id, 6) ELSE request_id END AS request_id,
    event_time, ${features.join(", ")}, label
  FROM production WHERE ${below(part.share)} ORDER BY event_time, request_id`;

/** Counts of the join, by native DuckDB. */
export const trainingEffects = async (ask) => {
  const counts = await ask(
    `SELECT (SELECT count(*)::INT FROM training_features) AS rows, count(*)::INT AS matched,
      count(*) FILTER (s.monthly_income = t.monthly_income * ${unitChange.factor})::INT AS in_cents,
      count(*) FILTER (s.employment_status = '${rename.to}' AND t.employment_status = '${rename.from}')::INT AS renamed,
      count(*) FILTER (s.${part.rounded.feature} <> t.${part.rounded.feature})::INT AS rounded
    FROM training_features t JOIN production s USING (request_id)`,
  );
  return { ...counts, unanswered: counts.rows - counts.matched };
};
