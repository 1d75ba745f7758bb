/** What is planted, and when. Times are UTC. The generator obeys this; `truth.json` repeats it with the measured effects. */
export const incident = {
  reference: { from: "2026-06-01T00:00:00Z", to: "2026-09-01T00:00:00Z", rows: 200_000 },
  production: { from: "2026-09-01T00:00:00Z", to: "2026-11-10T00:00:00Z", rows: 200_000 },
  threshold: 0.3,
  /** Labels arrive this many days after the application; the files were written on the last day of production. */
  labelDelayDays: { least: 18, most: 24 },
  unitChange: { feature: "monthly_income", channel: "partner_api", date: "2026-09-28T00:00:00Z", factor: 100 },
  rename: {
    feature: "employment_status",
    from: "self-employed",
    to: "self_employed",
    date: "2026-10-12T00:00:00Z",
  },
  harmlessShift: { column: "channel", from: "branch", to: "web", movedShare: 0.35, date: "2026-09-01T00:00:00Z" },
  calibrationError: {
    column: "purpose",
    value: "home_improvement",
    date: "2026-09-14T00:00:00Z",
    logitOffset: 0.8,
    versionBefore: "4.1.0",
    versionAfter: "4.2.0",
  },
  /** What the training pipeline computed again for some of production's requests, and the one thing that serving rounds. */
  trainingFeatures: { share: 0.1, unansweredShare: 0.001, rounded: { feature: "utilisation_ratio", decimals: 3 } },
  hurtMost: { column: "age_band", value: "18-25" },
};
