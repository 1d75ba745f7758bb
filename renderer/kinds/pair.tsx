import { memo, useMemo, type ComponentType } from "react";
import type { JsonObject } from "../../analysis/base/json.ts";
import type { z } from "../../analysis/base/schema.ts";
import { isJson } from "../../analysis/document/is-json.ts";
import type { FormProps, ViewProps } from "./view-props.ts";

/** A View's props before its kind has read them. */
export type RawViewProps = ViewProps<unknown, unknown>;

export interface RawFormProps extends Pick<FormProps<unknown>, "context"> {
  readonly config: JsonObject;
  readonly onChange: (next: JsonObject) => void;
}

/** The visible halves of a kind with its types closed over, so that the app's shell knows no kind. */
export interface PairedKind {
  readonly View: ComponentType<RawViewProps>;
  readonly Form: ComponentType<RawFormProps>;
}

interface Schemas<Config, Result> {
  readonly config: z.ZodType<Config>;
  readonly result: z.ZodType<Result>;
}

/** Ties a View and a Form to the kind whose schemas read what they get: a View of another kind's result does not compile. */
export function pair<Config, Result>(
  { config, result }: Schemas<Config, Result>,
  View: ComponentType<ViewProps<Result, Config>>,
  Form: ComponentType<FormProps<Config>>,
): PairedKind {
  return {
    View: memo(function PairedView(raw: RawViewProps) {
      const settings = useMemo(() => config.safeParse(raw.config), [raw.config]);
      const stored = useMemo(() => result.safeParse(raw.result), [raw.result]);
      if (!settings.success || !stored.success) return null;
      return <View {...raw} config={settings.data} result={stored.data} />;
    }),
    Form: function PairedForm(raw) {
      const settings = useMemo(() => config.safeParse(raw.config), [raw.config]);
      const shown = settings.success ? settings.data : config.parse({});
      return <Form config={shown} context={raw.context} onChange={(next) => isSettings(next) && raw.onChange(next)} />;
    },
  };
}

const isSettings = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) && isJson(value);
