import { fail } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import type { GuessedRole, RoleGuesses } from "../document/guess-roles.ts";
import type { Model } from "../document/schema.ts";
import type { PinnedData } from "../engine/engine-api.ts";

/** What the command line can say about the model. */
export interface RoleOptions {
  readonly task?: NonNullable<Model["task"]>;
  readonly label?: string;
  readonly prediction?: string;
  readonly score?: string;
  readonly time?: string;
  readonly id?: string;
  readonly groups?: readonly string[];
  readonly features?: readonly string[];
  readonly threshold?: number;
  readonly positive?: string;
  readonly modelName?: string;
  readonly modelVersion?: string;
  readonly modelArtifact?: string;
}

export const roleNames = ["label", "prediction", "score", "time", "id"] as const satisfies readonly GuessedRole[];

export type Roles = { readonly [Role in GuessedRole]: string | null } & Pick<Model, "task">;

/** What was said wins; what was not said is guessed, and every guess is told. */
export function chosenRoles(
  options: RoleOptions,
  guesses: RoleGuesses,
): { readonly roles: Roles; readonly said: readonly string[] } {
  const named = new Set([
    ...roleNames.map((role) => options[role]),
    ...(options.groups ?? []),
    ...(options.features ?? []),
  ]);
  const open = (role: GuessedRole) => {
    const guess = options[role] === undefined ? guesses[role] : null;
    return guess !== null && !named.has(guess.column) ? guess : null;
  };
  const column = (role: GuessedRole): string | null => options[role] ?? open(role)?.column ?? null;
  const task = options.task === undefined && column("label") === guesses.label?.column ? guesses.task : null;
  const said = roleNames.flatMap((role) => {
    const guess = open(role);
    return guess === null ? [] : [`Guessed --${role} ${guess.column}: ${guess.why}.`];
  });
  return {
    roles: {
      ...{ label: column("label"), prediction: column("prediction"), score: column("score") },
      ...{ time: column("time"), id: column("id"), task: options.task ?? task?.task ?? null },
    },
    said: task === null ? said : [...said, `Guessed --task ${task.task}: ${task.why}.`],
  };
}

/** No model where nothing is known of one. */
export function modelOf(roles: Roles, options: RoleOptions, artifact: Model["artifact"]): Model[] {
  const { task, ...columns } = roles;
  const { features = [], groups = [], modelName, modelVersion, threshold, positive } = options;
  const known = [
    ...Object.values(roles),
    artifact,
    modelName,
    modelVersion,
    threshold,
    positive,
    ...features,
    ...groups,
  ];
  if (known.every((part) => part === null || part === undefined)) return [];
  const { label, prediction, score, time, id } = columns;
  return [
    {
      ...{ id: "model", name: modelName ?? "", version: modelVersion ?? "", artifact, task },
      columns: { label, prediction, score, features: [...features], time, id, groups: [...groups] },
      ...{ positive_class: positive ?? null, threshold: threshold ?? null },
    },
  ];
}

/** Every column that was named has to be there, on one side at least. */
export function checkColumns(options: RoleOptions, sides: readonly PinnedData[]): void {
  const present = new Set(sides.flatMap(({ schema }) => schema.map(({ name }) => name)));
  const asked = [
    ...roleNames.map((role) => [`--${role}`, options[role]] as const),
    ...(options.groups ?? []).map((name) => ["--groups", name] as const),
    ...(options.features ?? []).map((name) => ["--features", name] as const),
  ];
  for (const [option, name] of asked) {
    if (name === undefined || present.has(name)) continue;
    const near = nearestName(name, [...present]);
    fail({
      code: "config/column-missing",
      message: `Missing column: "${name}" (${option}) is in neither dataset.`,
      meaning: "The investigation was not written.",
      fix: near === null ? `The columns are: ${[...present].join(", ")}.` : `Did you mean "${near}"?`,
      where: { column: name },
    });
  }
}

/** What is odd about the label, in words: with one value there is nothing to tell apart. */
export function labelNotes(label: string | null, sides: Readonly<Record<string, PinnedData>>): readonly string[] {
  return Object.entries(sides).flatMap(([side, { distinct, rows }]) => {
    const values = label === null ? undefined : distinct[label];
    if (label === null || values === undefined || values > 1 || rows === 0) return [];
    return [
      `The label "${label}" has ${values === 0 ? "no value" : "only one value"} in ${side}: measures that compare classes are undefined there.`,
    ];
  });
}
