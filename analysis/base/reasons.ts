/** Why a number is not there. Shown to people through `reasonText`. */
export const reasonText = {
  empty_reference: "the reference has no rows here",
  empty_production: "production has no rows here",
  too_few_rows: "too few rows",
  zero_variance: "the reference has only one value",
  one_class: "only one class occurs",
  not_applicable: "not defined for this type of column",
  unsupported_type: "Casefile cannot compute with this column's type",
  missing_in_reference: "the column is not in the reference",
  missing_in_production: "the column is not in production",
  type_changed: "the column has another type in production",
  infinite_distance: "the distance is infinite: a category or bin is empty on one side",
  too_many_values: "too many distinct values",
  no_rows: "the query gives no rows",
  not_a_number: "the value is not a number",
  not_kept: "the file may hold no values of this result",
} as const;
export type Reason = keyof typeof reasonText;
