const hour = 3_600_000;

/** Applications by hour of the day (UTC) and by weekday, Sunday first: relative volumes. */
const byHour = [6, 4, 3, 2, 2, 4, 9, 22, 48, 72, 84, 88, 80, 78, 82, 80, 74, 70, 66, 62, 54, 40, 24, 12];
const byWeekday = [0.42, 1.12, 1.08, 1.04, 1.02, 0.94, 0.58];

/**
 * `rows` arrival times in ascending order: whole seconds, in milliseconds since 1970, within `[from, to)`.
 * Each hour gets its share by the weekly rhythm, so volumes vary as chance has it.
 */
export function arrivalTimes(from, to, rows, uniform) {
  const start = Date.parse(from);
  const hours = (Date.parse(to) - start) / hour;
  const cumulated = new Float64Array(hours);
  let total = 0;
  for (let index = 0; index < hours; index++) {
    const at = new Date(start + index * hour);
    total += (byHour[at.getUTCHours()] ?? 0) * (byWeekday[at.getUTCDay()] ?? 0);
    cumulated[index] = total;
  }
  const draw = () => {
    const index = firstAbove(cumulated, uniform() * total);
    return start + index * hour + Math.floor(uniform() * 3600) * 1000;
  };
  return Float64Array.from({ length: rows }, draw).sort();
}

/** The first index whose value is above `level`, in an ascending array. */
function firstAbove(ascending, level) {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] > level) high = middle;
    else low = middle + 1;
  }
  return low;
}
