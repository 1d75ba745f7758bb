import { clamp, round } from "./draw.mjs";

const regions = { north: 0.18, east: 0.2, south: 0.24, west: 0.22, centre: 0.16 };
const regionIncome = { north: 1.03, east: 0.9, south: 0.94, west: 1.06, centre: 1.1 };
const purposes = {
  car: 0.27,
  home_improvement: 0.19,
  debt_consolidation: 0.24,
  education: 0.07,
  medical: 0.06,
  travel: 0.05,
  other: 0.12,
};
const purposeAmount = {
  car: 12_500,
  home_improvement: 11_000,
  debt_consolidation: 9_500,
  education: 6_500,
  medical: 4_200,
  travel: 3_200,
  other: 5_200,
};
const terms = { 12: 0.09, 24: 0.18, 36: 0.25, 48: 0.18, 60: 0.17, 72: 0.08, 84: 0.05 };
const employmentIncome = {
  employed: 1,
  "part-time": 0.62,
  "self-employed": 1.12,
  student: 0.38,
  retired: 0.72,
  unemployed: 0.34,
};

/** From the youngest band to the oldest: who they are, what they do and through which channel they come. */
const ageBands = [
  {
    ...{ name: "18-25", first: 18, last: 25, share: 0.16 },
    employment: { employed: 0.46, "part-time": 0.15, "self-employed": 0.05, student: 0.27, unemployed: 0.07 },
    housing: { rent: 0.46, family: 0.48, mortgage: 0.04, own: 0.02 },
    channel: { partner_api: 0.64, mobile: 0.2, web: 0.12, branch: 0.04 },
  },
  {
    ...{ name: "26-35", first: 26, last: 35, share: 0.26 },
    employment: { employed: 0.7, "part-time": 0.1, "self-employed": 0.13, student: 0.02, unemployed: 0.05 },
    housing: { rent: 0.55, family: 0.12, mortgage: 0.26, own: 0.07 },
    channel: { partner_api: 0.35, mobile: 0.2, web: 0.28, branch: 0.17 },
  },
  {
    ...{ name: "36-50", first: 36, last: 50, share: 0.3 },
    employment: { employed: 0.7, "part-time": 0.09, "self-employed": 0.17, unemployed: 0.04 },
    housing: { rent: 0.36, family: 0.03, mortgage: 0.42, own: 0.19 },
    channel: { partner_api: 0.25, mobile: 0.12, web: 0.34, branch: 0.29 },
  },
  {
    ...{ name: "51-65", first: 51, last: 65, share: 0.19 },
    employment: { employed: 0.62, "part-time": 0.1, "self-employed": 0.18, retired: 0.05, unemployed: 0.05 },
    housing: { rent: 0.27, family: 0.01, mortgage: 0.34, own: 0.38 },
    channel: { partner_api: 0.18, mobile: 0.06, web: 0.33, branch: 0.43 },
  },
  {
    ...{ name: "66+", first: 66, last: 84, share: 0.09 },
    employment: { employed: 0.05, "part-time": 0.05, "self-employed": 0.05, retired: 0.85 },
    housing: { rent: 0.24, family: 0.02, mortgage: 0.1, own: 0.64 },
    channel: { partner_api: 0.1, mobile: 0.02, web: 0.26, branch: 0.62 },
  },
];
const bandShares = Object.fromEntries(ageBands.map((band, index) => [index, band.share]));

/**
 * One application as it truly is, in euros. The channel depends on age alone, so that moving people between channels
 * changes neither features nor outcomes.
 */
export function drawApplicant(draw) {
  const band = ageBands[Number(draw.pick(bandShares))];
  const age = band.first + Math.floor(draw.uniform() * (band.last - band.first + 1));
  const region = draw.pick(regions);
  const employment = draw.pick(band.employment);
  const income = drawIncome(draw, age, region, employment);
  const purpose = draw.pick(purposes);
  const stress = draw.normal();
  return {
    age_years: age,
    age_band: band.name,
    region,
    channel: draw.pick(band.channel),
    employment_status: employment,
    housing: draw.pick(band.housing),
    purpose,
    monthly_income: draw.chance(employment === "student" ? 0.06 : 0.012) ? null : income,
    loan_amount: drawLoan(draw, income, purpose),
    loan_term_months: Number(draw.pick(terms)),
    ...drawCreditHistory(draw, stress, age),
  };
}

function drawIncome(draw, age, region, employment) {
  const career = 1700 + 42 * Math.min(age - 18, 30);
  const typical = career * (employmentIncome[employment] ?? 1) * (regionIncome[region] ?? 1);
  const spread = employment === "self-employed" ? 0.55 : 0.36;
  return clamp(round(typical * Math.exp(spread * draw.normal()), 10), 350, 14_000);
}

function drawLoan(draw, income, purpose) {
  const affordable = Math.sqrt(income / 2500);
  return clamp(round(purposeAmount[purpose] * affordable * Math.exp(0.5 * draw.normal()), 100), 500, 60_000);
}

/** `stress` is how stretched a person is, standard normal: it moves debt, use of credit lines and past trouble together. */
function drawCreditHistory(draw, stress, age) {
  const used = 0.38 + 0.17 * stress + 0.18 * draw.normal();
  const known = draw.chance(0.38) ? 0 : Math.floor(-Math.log(1 - draw.uniform()) * 14 * (1 + (age - 18) / 25));
  return {
    utilisation_ratio: draw.chance(0.045) ? null : clamp(round(used, 0.001), 0, 1.2),
    debt_to_income: clamp(round(0.26 * Math.exp(0.3 * stress + 0.35 * draw.normal()), 0.001), 0, 1.5),
    n_inquiries_6m: draw.poisson(0.7 * Math.exp(0.35 * stress)),
    n_delinquencies_2y: draw.poisson(0.16 * Math.exp(0.7 * stress)),
    months_on_book: Math.min(known, (age - 17) * 12),
  };
}
