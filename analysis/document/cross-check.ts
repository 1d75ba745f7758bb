import type { DocumentIssue } from "./invalid-document.ts";
import type { Dataset, Filters, Investigation } from "./schema.ts";

/** What a schema cannot say: how the parts of an investigation refer to each other. */
export function crossCheck(investigation: Investigation): readonly DocumentIssue[] {
  return [
    ...doubledIds(investigation),
    ...investigation.datasets.flatMap(datasetIssues),
    ...doubledRoles(investigation),
    ...reversed("filters/time", investigation.filters.time),
    ...miscountedValues(investigation),
    ...danglingIds(investigation),
  ];
}

function doubledIds({ datasets, models, cells }: Investigation): readonly DocumentIssue[] {
  const seen = new Set<string>();
  const places = [
    { list: "datasets", items: datasets },
    { list: "models", items: models },
    { list: "cells", items: cells },
  ];
  return places.flatMap(({ list, items }) =>
    items.flatMap(({ id }, index) => {
      if (seen.has(id)) return [{ path: [list, index, "id"], message: `the id "${id}" is used twice` }];
      seen.add(id);
      return [];
    }),
  );
}

/** `reference` and `production` are also names of relations, so each stands for one dataset. */
function doubledRoles({ datasets }: Investigation): readonly DocumentIssue[] {
  return datasets.flatMap(({ id, role }, index) => {
    if (role === "other") {
      const taken = id === "reference" || id === "production";
      return taken ? [{ path: ["datasets", index, "id"], message: `"${id}" is the name of a role` }] : [];
    }
    const earlier = datasets.slice(0, index).some((dataset) => dataset.role === role);
    return earlier ? [{ path: ["datasets", index, "role"], message: `a second dataset has the role ${role}` }] : [];
  });
}

function datasetIssues({ files, rows, schema, window, time_range }: Dataset, at: number): readonly DocumentIssue[] {
  const issues: DocumentIssue[] = [];
  const total = files.reduce((sum, file) => sum + file.rows, 0);
  if (total !== rows)
    issues.push({
      path: ["datasets", at, "rows"],
      message: `the files have ${String(total)} rows together, not ${String(rows)}`,
    });
  const names = new Set<string>();
  for (const [index, { name }] of schema.entries()) {
    if (names.has(name))
      issues.push({ path: ["datasets", at, "schema", index, "name"], message: `the column "${name}" is listed twice` });
    names.add(name);
  }
  issues.push(...reversed(`datasets/${String(at)}/window`, window));
  if (time_range !== null && time_range.min > time_range.max)
    issues.push({ path: ["datasets", at, "time_range"], message: "the time range ends before it begins" });
  return issues;
}

function reversed(
  place: string,
  range: { readonly from: string | null; readonly to: string | null } | null,
): readonly DocumentIssue[] {
  if (range === null || range.from === null || range.to === null || range.from < range.to) return [];
  return [{ path: place.split("/"), message: "the time range is empty: it has to begin before it ends" }];
}

const valuesOf: Readonly<Record<Filters["slices"][number]["op"], readonly [least: number, most: number]>> = {
  in: [1, Number.POSITIVE_INFINITY],
  not_in: [1, Number.POSITIVE_INFINITY],
  at_least: [1, 1],
  below: [1, 1],
  is_null: [0, 0],
  not_null: [0, 0],
};

/** A comparison without its value would select no row, and show as numbers over nothing. */
function miscountedValues({ filters }: Investigation): readonly DocumentIssue[] {
  return filters.slices.flatMap(({ op, values }, index) => {
    const [least, most] = valuesOf[op];
    if (values.length >= least && values.length <= most) return [];
    const wanted = most === 0 ? "no value" : most === 1 ? "one value" : "at least one value";
    return [{ path: ["filters", "slices", index, "values"], message: `the operator ${op} takes ${wanted}` }];
  });
}

function danglingIds({ cells, conclusion, lock, results }: Investigation): readonly DocumentIssue[] {
  const ids = new Set(cells.map(({ id }) => id));
  const dangling = (names: readonly string[], path: (name: string, index: number) => PropertyKey[]): DocumentIssue[] =>
    names.flatMap((name, index) =>
      ids.has(name) ? [] : [{ path: path(name, index), message: `there is no cell "${name}"` }],
    );
  return [
    ...dangling(conclusion.evidence, (_, index) => ["conclusion", "evidence", index]),
    ...dangling(Object.keys(lock?.cells ?? {}), (name) => ["lock", "cells", name]),
    ...dangling(Object.keys(results), (name) => ["results", name]),
  ];
}
