/** SQL: the start of a window, which is at a whole minute, as the number of minutes since 1970. */
export const minuteOf = (start: string): string => `date_diff('minute', TIMESTAMP '1970-01-01 00:00:00', ${start})`;

/** Stands for the minute of rows in no window: beyond what a timestamp can be. */
export const untimed = 1e12;

const codes = 4;

/**
 * SQL: the key of a row's window and of a whole number in 0..3, for `groupedValues`.
 * @param start the start of the row's window as a TIMESTAMP; null where it is in none
 * @param code null where the row is in no group
 */
export const windowKeySql = (start: string, code: string): string =>
  `coalesce(${minuteOf(start)}, ${untimed}) * ${codes} + (${code})`;

/** What such a key is made of. */
export function windowOfKey(key: number): { readonly minute: number; readonly code: number } {
  const minute = Math.floor(key / codes);
  return { minute, code: key - minute * codes };
}

const minutesADay = 1440;
const digits = (number: number, length: number): string => String(number).padStart(length, "0");

/** The day of a minute since 1970, as SQL's `strftime` writes it, in every year that a timestamp can have: `2026-11-14`. */
export function dayOf(minute: number): string {
  // Howard Hinnant's civil_from_days: years begin in March, eras of 400 years have one length.
  const days = Math.floor(minute / minutesADay) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** A minute since 1970 as its instant: `2026-11-14T09:30:00.000Z`. */
export function instantOf(minute: number): string {
  const ofDay = minute - Math.floor(minute / minutesADay) * minutesADay;
  return `${dayOf(minute)}T${digits(Math.floor(ofDay / 60), 2)}:${digits(ofDay % 60, 2)}:00.000Z`;
}
