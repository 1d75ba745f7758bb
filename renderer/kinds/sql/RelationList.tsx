import type { ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";

/** What a query can read: each relation with its columns as SQL writes them. */
export function RelationList({ context }: { readonly context: CellContext }): ReactNode {
  const datasets = [context.reference, context.production, ...context.others].filter((dataset) => dataset !== null);
  if (datasets.length === 0) return <p className="muted">No file is pinned yet: there is nothing to query.</p>;
  return (
    <div className="sql-relations" aria-label="Relations" role="group">
      {datasets.map(({ relation, columns }) => (
        <Disclosure key={relation} title={<code>{relation}</code>}>
          <ul className="sql-columns" aria-label={`Columns of ${relation}`}>
            {columns
              .filter(({ type }) => type !== "unsupported")
              .map(({ name, sqlType }) => (
                <li key={name}>
                  <code>{asWritten(name)}</code> <span className="muted">{sqlType}</span>
                </li>
              ))}
          </ul>
        </Disclosure>
      ))}
    </div>
  );
}

/** A name that is more than a plain word needs quotes; one that is also a keyword may, and the engine says so. */
const asWritten = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
