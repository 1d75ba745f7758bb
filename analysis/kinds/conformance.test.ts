import { describe, expect, it } from "vitest";
import type { CellContext, ContextDataset } from "./context.ts";
import type { MetricDefinition } from "./kind.ts";
import { indexById, metricById, metricDefinitions } from "./metric-registry.ts";
import { allKinds, kindById, kindIds } from "./registry.ts";

const headings = ["Question", "Definition", "Assumptions", "When it misleads", "Thresholds", "References"];

const dataset = (relation: string): ContextDataset => ({
  ...{ id: relation, relation, pinnedRows: 1000, timeRange: null },
  columns: [
    { name: "amount", type: "number", sqlType: "DOUBLE", note: null },
    { name: "channel", type: "text", sqlType: "VARCHAR", note: null },
    { name: "active", type: "boolean", sqlType: "BOOLEAN", note: null },
    { name: "seen_at", type: "timestamp", sqlType: "TIMESTAMP", note: null },
    { name: "raw", type: "unsupported", sqlType: "BLOB", note: "binary" },
  ],
});
const context: CellContext = {
  reference: dataset("reference"),
  production: dataset("production"),
  others: [],
  model: null,
  privacyFloor: 20,
};

describe.each(allKinds.map((kind) => [kind.id, kind] as const))("kind %s", (id, kind) => {
  it("is found by its id", () => {
    expect(kindById(id)).toBe(kind);
  });

  it("has complete settings for an empty object, and they normalize to themselves", () => {
    const normal = kind.normalize({});
    expect(kind.normalize(normal)).toEqual(normal);
    expect(JSON.parse(JSON.stringify(normal))).toEqual(normal);
  });

  it("refuses a setting that it does not know", () => {
    expect(() => kind.normalize({ no_such_setting: 1 })).toThrow();
  });

  it("explains its method under the six headings, in order", () => {
    const found = [...kind.method.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(found.filter((heading) => headings.includes(heading ?? ""))).toEqual(headings);
  });

  it("plans the same tasks twice, and none when it is inert", () => {
    const labels = () => kind.prepare({}, context).tasks.map((task) => task.label);
    expect(labels()).toEqual(labels());
    expect(labels().length > 0).toBe(!kind.inert);
  });

  it("defines its metrics under its own name", () => {
    for (const definition of kind.metricDefinitions) {
      expect(definition.id).toMatch(new RegExp(`^${id}\\.[a-z0-9_]+$`));
      expect(metricById(definition.id)).toBe(definition);
      expect(Object.values(definition).every((part) => part.length > 0)).toBe(true);
    }
  });
});

describe("the registries", () => {
  it("list each kind once and answer nothing for an unknown one", () => {
    expect(new Set(kindIds).size).toBe(allKinds.length);
    expect(kindById("toString")).toBeUndefined();
    expect(metricById("no.such_metric")).toBeUndefined();
    expect(new Set(metricDefinitions.map((definition) => definition.id)).size).toBe(metricDefinitions.length);
  });

  it("refuse two metrics with one id", () => {
    const definition = { id: "drift.psi" } as MetricDefinition;
    expect(() => indexById([definition, definition])).toThrow(/drift\.psi/);
  });
});
