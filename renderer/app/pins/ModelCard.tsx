import type { ReactNode } from "react";
import type { Model } from "../../../analysis/document/schema.ts";

/** The model that is investigated, and which columns are its own. */
export function ModelCard({ model }: { readonly model: Model }): ReactNode {
  const { columns } = model;
  const roles = [
    ["label", columns.label],
    ["prediction", columns.prediction],
    ["score", columns.score],
    ["time", columns.time],
    ["id", columns.id],
  ] as const;
  return (
    <article className="pin" aria-label="Model">
      <header className="pin-head">
        <h3 className="pin-role">Model</h3>
        {model.task === null ? null : <span className="muted">{model.task}</span>}
      </header>
      <p className="pin-file">
        {model.name} {model.version}
      </p>
      <dl className="pin-columns">
        {roles.map(([role, column]) =>
          column === null ? null : (
            <div key={role}>
              <dt>{role}</dt>
              <dd>{column}</dd>
            </div>
          ),
        )}
        {columns.groups.length === 0 ? null : (
          <div>
            <dt>groups</dt>
            <dd>{columns.groups.join(", ")}</dd>
          </div>
        )}
        <div>
          <dt>features</dt>
          <dd>{columns.features.length === 0 ? "all common columns" : columns.features.length}</dd>
        </div>
      </dl>
    </article>
  );
}
