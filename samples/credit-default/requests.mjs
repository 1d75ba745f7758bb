import { drawApplicant } from "./applicants.mjs";
import { arrivalTimes } from "./calendar.mjs";
import { drawFrom, round } from "./draw.mjs";
import { incident } from "./incident.mjs";
import { modelLogit, probabilityOf } from "./model.mjs";

const { threshold, labelDelayDays, unitChange, rename, harmlessShift, calibrationError } = incident;
const day = 86_400_000;
const written = Date.parse(incident.production.to);
const since = (part) => Date.parse(part.date);

/**
 * All requests of one period in order of time, as serving logged them. `intact_score` is what the same model would have
 * said had nothing broken; it serves the truth file and is not written to the samples.
 */
export function* requestsOf(period, firstNumber, uniformFrom) {
  const draw = drawFrom(uniformFrom(20_261_110, `applicants ${period.from}`));
  const fate = drawFrom(uniformFrom(20_261_110, `fates ${period.from}`));
  const times = arrivalTimes(period.from, period.to, period.rows, uniformFrom(20_261_110, `times ${period.from}`));
  for (const [index, time] of times.entries()) {
    const person = drawApplicant(draw);
    const truth = probabilityOf(modelLogit(person));
    const late = labelDelayDays.least + fate.uniform() * (labelDelayDays.most - labelDelayDays.least);
    const outcome = fate.chance(truth) ? 1 : 0;
    const moved = fate.chance(harmlessShift.movedShare);
    yield {
      request_id: `APP-${String(firstNumber + index).padStart(7, "0")}`,
      event_time: time,
      ...asServed(person, time, moved),
      label: time + late * day < written ? outcome : null,
      intact_score: round(truth, 0.00001),
    };
  }
}

/** What serving logged and scored: the person, after everything that is broken at that time. */
function asServed(person, time, moved) {
  const sent = { ...person };
  if (time >= since(harmlessShift) && moved && person.channel === harmlessShift.from) sent.channel = harmlessShift.to;
  if (time >= since(unitChange) && person.channel === unitChange.channel && person.monthly_income !== null)
    sent.monthly_income = person.monthly_income * unitChange.factor;
  if (time >= since(rename) && person.employment_status === rename.from) sent.employment_status = rename.to;
  const newVersion = time >= since(calibrationError);
  const offset = newVersion && person.purpose === calibrationError.value ? calibrationError.logitOffset : 0;
  const score = round(probabilityOf(modelLogit(sent) + offset), 0.00001);
  return {
    ...sent,
    score,
    prediction: score >= threshold ? 1 : 0,
    model_version: newVersion ? calibrationError.versionAfter : calibrationError.versionBefore,
  };
}
