import { incident } from "./incident.mjs";

const features = [
  ...["monthly_income", "loan_amount", "loan_term_months", "utilisation_ratio", "debt_to_income", "employment_status"],
  ...["age_years", "months_on_book", "n_inquiries_6m", "n_delinquencies_2y", "housing", "purpose"],
];
const groups = ["age_band", "region", "channel"];

const model = {
  id: "model",
  name: "credit-default",
  version: incident.calibrationError.versionAfter,
  artifact: null,
  task: "binary",
  columns: {
    ...{ label: "label", prediction: "prediction", score: "score", features },
    ...{ time: "event_time", id: "request_id", groups },
  },
  positive_class: "1",
  threshold: incident.threshold,
};

const versions = { performance: 2 };
const cell = (id, kind, title, params) => ({ id, kind, kind_version: versions[kind] ?? 1, title, params });

const cells = [
  cell("c_report", "note", "What was reported", {
    type: "event",
    date: "2026-10-27",
    text: [
      "Collections see more defaults than the model announced, and most of them are young customers. Risk asks what changed",
      "since the summer.",
      "",
      "The reference is June to August 2026, when the scores meant what they said. Production is 1 September to 9 November.",
      "Labels arrive 18 to 24 days after an application, so the last weeks have none.",
    ],
  }),
  cell("c_quality", "quality", "Can the rows be trusted?", {}),
  cell("c_cents", "note", "Income in cents", {
    type: "hypothesis",
    status: "confirmed",
    text: [
      "`partner_api` sends `monthly_income` in cents since 28 September.",
      "",
      "For: {{c_quality.out_of_range_share:monthly_income}} of the incomes in production lie above everything that the reference",
      "knows, all of them from that one channel and all since that day. The values are a hundred times the usual ones.",
      "`debt_to_income` comes from the credit bureau, not from the application, and stays where it was: the applicants did not",
      "become rich.",
      "",
      "The model caps income at 12,000 euros. Everyone from that channel therefore looks rich and alike, and the scores of that",
      "channel fall with it: the score as a whole drifts (PSI {{c_drift.psi:score}}), and only there.",
    ],
  }),
  cell("c_drift", "drift", "Which inputs moved, and did the score?", {
    columns: [...features, "channel", "score"],
    critical: ["monthly_income"],
  }),
  cell("c_rename", "note", "Self-employed under a new name", {
    type: "hypothesis",
    status: "confirmed",
    text: [
      "Since 12 October the value `self-employed` of `employment_status` arrives as `self_employed`:",
      "{{c_quality.renamed_category_share:employment_status}} of production rows. The model was not trained on that name and takes",
      "these people for employed ones, so it finds them safer than they are.",
    ],
  }),
  cell("c_web", "note", "More web, fewer branches", {
    type: "hypothesis",
    status: "rejected",
    text: [
      "Could the move from branches to the web explain the defaults?",
      "",
      "`channel` moved (PSI {{c_drift.psi:channel}}), but from the first day of September, four weeks before anything went wrong.",
      "The features of those who come through the web stayed as they were. It is a change of population without a change of risk.",
    ],
  }),
  cell("c_performance", "performance", "Did the model get worse, and when?", {
    costs: { tp: 0, fp: 1, fn: 10, tn: 0 },
  }),
  cell("c_calibration", "calibration", "Do the scores still mean what they say?", { by: ["channel", "purpose"] }),
  cell("c_fairness", "fairness", "Who is hit hardest?", { by: ["age_band", "region"] }),
  cell("c_attribution", "attribution", "Which slice and which input carry it?", {}),
  cell("c_skew", "skew", "Does serving send what training computed?", {}),
  cell("c_proof", "sql", "Income by channel, before and since", {
    sql: [
      "SELECT channel, count(*) AS applications,",
      "  median(monthly_income) FILTER (WHERE event_time < TIMESTAMP '2026-09-28') AS median_before,",
      "  median(monthly_income) FILTER (WHERE event_time >= TIMESTAMP '2026-09-28') AS median_since",
      "FROM production",
      "GROUP BY channel",
      "ORDER BY channel",
    ],
    keep: "aggregates",
    chart: { type: "bar", x: "channel", y: "median_since" },
  }),
  cell("c_decision", "note", "Decision", {
    type: "decision",
    owner: "Risk models",
    date: "2026-11-10",
    text: [
      "1. The gateway rejects `monthly_income` from `partner_api` until the partner sends euros again.",
      "2. The feature service maps `self_employed` to `self-employed`.",
      "3. Applications of `partner_api` since 28 September and of self-employed people since 12 October are scored again.",
      "4. The checks on range and renamed values become part of the release guard.",
    ],
  }),
];

const conclusion = {
  status: "mitigated",
  text: [
    "Two faults in the data feed, not the population, made the model miss defaults.",
    "",
    "`monthly_income` from the channel `partner_api` is in cents since 2026-09-28, and `self-employed` became `self_employed` on",
    "2026-10-12. Both make people look safer than they are. People of 18 to 25 use that channel most and are hit hardest.",
    "The shift from branches to the web is real and harmless.",
  ],
  evidence: [
    ...["c_quality", "c_drift", "c_performance", "c_calibration", "c_fairness", "c_attribution", "c_skew", "c_proof"],
  ],
};

/** The finished investigation of this sample, but for its pins, its results and its history. */
export const investigation = {
  id: "inv_01KC4ZB000CASEF1EDEFAV1T00",
  title: "Credit default: the model misses defaults since October",
  question: "Why do more customers default than the scores announced, since when, and who is hit hardest?",
  models: [model],
  cells,
  conclusion,
};

/** Who did what and when: fixed, so that the file is the same whenever it is made. */
export const steps = [
  {
    action: "create",
    at: "2026-11-10T08:30:00.000Z",
    by: "Ana",
    summary: "Pinned the reference, production and the training features",
  },
  { action: "run", at: "2026-11-10T08:42:00.000Z", by: "Ana", summary: "Ran 8 cells" },
  { action: "conclude", at: "2026-11-10T10:05:00.000Z", by: "Ana", summary: "Concluded: two faults in the data feed" },
];
