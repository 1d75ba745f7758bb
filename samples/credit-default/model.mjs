import { clamp, logistic } from "./draw.mjs";

const employmentWeight = {
  employed: 0,
  "part-time": 0.25,
  "self-employed": 0.75,
  student: 0.3,
  retired: -0.2,
  unemployed: 0.9,
};
const housingWeight = { own: -0.35, mortgage: -0.2, rent: 0.15, family: 0.05 };
const purposeWeight = { car: -0.15, home_improvement: -0.1, debt_consolidation: 0.3, medical: 0.2, other: 0.1 };

/**
 * The log-odds of default that the model gives to the features it is sent. It caps income at 12,000 euros, as models that
 * fear outliers do, and gives a category that it was not trained on the weight 0.
 */
export function modelLogit(sent) {
  return (
    -3.05 +
    incomeTerm(sent.monthly_income) +
    2.4 * (sent.debt_to_income - 0.3) +
    1.8 * ((sent.utilisation_ratio ?? 0.38) - 0.38) +
    0.22 * Math.min(sent.n_inquiries_6m, 8) +
    0.7 * Math.min(sent.n_delinquencies_2y, 4) -
    0.16 * Math.log(1 + sent.months_on_book) -
    0.012 * (sent.age_years - 40) +
    0.35 * Math.log(sent.loan_amount / 9000) +
    0.006 * (sent.loan_term_months - 48) +
    (employmentWeight[sent.employment_status] ?? 0) +
    (housingWeight[sent.housing] ?? 0) +
    (purposeWeight[sent.purpose] ?? 0)
  );
}

const incomeTerm = (income) => (income === null ? 0.3 : -1.5 * Math.log(clamp(income, 300, 12_000) / 2400));

export const probabilityOf = (logit) => logistic(logit);
