import { identifier, timestampLiteral } from "../../../sql/quote.ts";

export const earliestInstant = "0001-01-01T00:00:00.000Z";
export const latestInstant = "9999-12-31T23:59:59.999Z";

/** A timestamp expression as ISO 8601 text in UTC, kept inside the years that ISO 8601 writes with four digits. */
export const instantText = (expression: string): string =>
  `(strftime(greatest(least(${expression}, ${timestampLiteral(latestInstant)}), ${timestampLiteral(earliestInstant)}), ` +
  `'%Y-%m-%dT%H:%M:%S.%g') || 'Z')`;

/** A date or timestamp column as TIMESTAMP. */
export const asTimestamp = (column: string): string => `CAST(${identifier(column)} AS TIMESTAMP)`;
