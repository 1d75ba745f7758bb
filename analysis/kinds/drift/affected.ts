import { identifier, timestampLiteral } from "../../sql/quote.ts";

/** Rows at or after an instant. */
export const fromInstant = (timeColumn: string, instant: string): string =>
  `CAST(${identifier(timeColumn)} AS TIMESTAMP) >= ${timestampLiteral(instant)}`;

/** The conjunction of those predicates that there are. */
export function allOf(...predicates: readonly (string | null)[]): string | null {
  const present = predicates.filter((predicate) => predicate !== null);
  return present.length === 0 ? null : present.join(" AND ");
}
