import { invariant } from "../base/assert.ts";
import type { MetricDefinition } from "./kind.ts";
import { allKinds } from "./registry.ts";

/** Every metric that any kind can emit, in the order of the kinds: what app, report, exports and documents explain numbers with. */
export const metricDefinitions: readonly MetricDefinition[] = allKinds.flatMap((kind) => kind.metricDefinitions);

const byId = indexById(metricDefinitions);

export const metricById = (id: string): MetricDefinition | undefined => byId.get(id);

/** @throws `bug/invariant` when two definitions have one id. */
export function indexById(definitions: readonly MetricDefinition[]): ReadonlyMap<string, MetricDefinition> {
  const index = new Map<string, MetricDefinition>();
  for (const definition of definitions) {
    invariant(!index.has(definition.id), `two metrics are called ${definition.id}`);
    index.set(definition.id, definition);
  }
  return index;
}
