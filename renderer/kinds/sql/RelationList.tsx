import type { ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { asWritten } from "./as-written.ts";

/** What a query can read: each relation with its columns as SQL writes them, and the SQL cells above. */
export function RelationList({ context }: { readonly context: CellContext }): ReactNode {
  const datasets = [context.reference, context.production, ...context.others].filter((dataset) => dataset !== null);
  const { queries = [] } = context;
  if (datasets.length === 0 && queries.length === 0)
    return <p className="muted">No file is pinned yet: there is nothing to query.</p>;
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
      {queries.map(({ name, title, sql }) => (
        <Disclosure
          key={name}
          title={
            <>
              <code>{name}</code> <span className="muted">{title}</span>
            </>
          }
        >
          <pre className="sql-earlier">{sql}</pre>
        </Disclosure>
      ))}
    </div>
  );
}
