import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixturesFolder, type OracleFixture } from "./testing/oracle-cases.ts";

/** Expected values of one function from one peer at one tolerance. */
interface Entry {
  readonly fixture: string;
  readonly function: string;
  readonly peer: string;
  readonly tolerance: number;
  /** Calls of the peer, each with its own input; a list that one call gives is one. */
  readonly calls: number;
  readonly numbers: number;
}
interface Listed {
  readonly at: string;
  readonly function: string;
  readonly peer: string;
  readonly tolerance: number;
}

/** They came with the first design, were checked against the tools by hand, and have no script here: not counted. */
const withoutScript = new Set(["golden.json", "calibration-golden.json"]);
const names = readdirSync(fixturesFolder).filter((name) => name.endsWith(".json") && !withoutScript.has(name));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, fixturesFolder), "utf8"));

const numbersIn = (value: unknown): number =>
  typeof value === "number" ? 1 : Object.values(value ?? {}).reduce<number>((sum, one) => sum + numbersIn(one), 0);

/** Everything at a place such as `samples.*.ks.0`. */
function at(value: unknown, [key, ...rest]: readonly string[]): readonly unknown[] {
  if (key === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  const inside: readonly unknown[] = key === "*" ? Object.values(value) : [(value as Record<string, unknown>)[key]];
  return inside.flatMap((one) => at(one, rest));
}

function entriesOf(fixture: string): readonly Entry[] {
  const made = read(fixture) as Partial<OracleFixture> & { readonly expected_at?: readonly Listed[] };
  const listed = (made.expected_at ?? []).flatMap(({ at: place, ...of }) => {
    const found = at(made, place.split(".")).filter((value) => value != null);
    const functions = of.function.split(", ");
    // A place that two functions share is one expectation: the functions are counted, the values once.
    return functions.map((name, index) => ({
      ...{ ...of, fixture, function: name },
      ...{ calls: index === 0 ? found.length : 0, numbers: index === 0 ? numbersIn(found) : 0 },
    }));
  });
  const cases = (made.cases ?? []).map((one) => ({
    ...{ fixture, function: one.function, peer: one.peer, tolerance: one.tolerance },
    ...{ calls: 1, numbers: Math.max(1, numbersIn(one.expected)) },
  }));
  return [...listed, ...cases];
}

const entries = names.flatMap(entriesOf);
const sum = (list: readonly Entry[], of: "calls" | "numbers"): number =>
  list.reduce((all, entry) => all + entry[of], 0);
const functionsIn = (list: readonly Entry[]): ReadonlySet<string> =>
  new Set(list.map((entry) => entry.function.split(" ")[0] ?? ""));

describe("the expected values of all fixtures", () => {
  it.each(names)("%s says where its expected values are", (name) => {
    const own = entriesOf(name);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ numbers, calls }) => numbers === 0 && calls > 0)).toEqual([]);
    for (const listed of (read(name) as { expected_at?: readonly Listed[] }).expected_at ?? [])
      expect(
        own.some((entry) => entry.calls > 0 && listed.function.startsWith(entry.function)),
        listed.at,
      ).toBe(true);
  });
  it("have a tolerance each, at most 1e-3 relative, and few above 1e-6", () => {
    for (const { tolerance, peer } of entries) {
      expect(tolerance).toBeGreaterThanOrEqual(0);
      expect(tolerance).toBeLessThanOrEqual(1e-3);
      expect(peer).not.toBe("");
    }
    const loose = sum(
      entries.filter(({ tolerance }) => tolerance > 1e-6),
      "calls",
    );
    expect(loose / sum(entries, "calls")).toBeLessThan(0.05);
  });
  it("are at least 300 over 60 functions, 150 of them from the peers' own packages", () => {
    const own = entries.filter(({ peer }) => peer !== "formula");
    const byPeer = Object.fromEntries(
      [...new Set(entries.map(({ peer }) => peer))].sort().map((peer) => [
        peer,
        sum(
          entries.filter((entry) => entry.peer === peer),
          "calls",
        ),
      ]),
    );
    const census = {
      ...{ calls: sum(entries, "calls"), numbers: sum(entries, "numbers"), functions: functionsIn(entries).size },
      ...{ ownCalls: sum(own, "calls"), ownFunctions: functionsIn(own).size, byPeer },
    };
    expect(census.calls, JSON.stringify(census)).toBeGreaterThanOrEqual(300);
    expect(census.functions, JSON.stringify(census)).toBeGreaterThanOrEqual(60);
    expect(census.ownCalls, JSON.stringify(census)).toBeGreaterThanOrEqual(150);
    for (const peer of ["scipy", "sklearn", "statsmodels", "netcal", "fairlearn", "evidently", "nannyml", "numpy"])
      expect(Object.keys(byPeer), JSON.stringify(census)).toContain(peer);
  });
});
