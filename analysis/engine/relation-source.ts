import { identifier, textLiteral } from "../sql/quote.ts";
import { castExpression, unsupportedType } from "./casts.ts";
import type { ConversionCache } from "./conversion-cache.ts";
import type { JobOptions } from "./engine-api.ts";
import { fault } from "./faults.ts";
import type { KnownFile } from "./file-jobs.ts";
import type { FileIdentity } from "./file-identity.ts";
import type { Grant } from "./protocol.ts";

/** Names under which SQL can read files; one path has one name. */
export class GrantBook {
  readonly #byPath = new Map<string, Grant>();

  get grants(): readonly Grant[] {
    return [...this.#byPath.values()];
  }

  nameOf(file: FileIdentity): string {
    const known = this.#byPath.get(file.path);
    if (known !== undefined) return known.name;
    const grant = { ...file, name: `granted_${this.#byPath.size}` };
    this.#byPath.set(file.path, grant);
    return grant.name;
  }
}

/** Where the columns of a dataset are read from. */
export interface RelationSource {
  /** What follows FROM. */
  readonly from: string;
  /** Each readable column by name, as SQL over `from`. */
  readonly columns: ReadonlyMap<string, string>;
}

const scan = (book: GrantBook, files: readonly FileIdentity[]): string =>
  `parquet_scan([${files.map((file) => textLiteral(book.nameOf(file))).join(", ")}])`;

/**
 * The files of one dataset as one source. Columns that the engine can't read right come from converted copies, which
 * are joined by position: a copy has the rows of its original, in the same order.
 */
export async function relationSource(
  files: readonly KnownFile[],
  book: GrantBook,
  cache: ConversionCache,
  options: JobOptions,
): Promise<RelationSource> {
  const columns = (files[0]?.check.columns ?? []).map((column) => ({
    ...{ name: column.name, allNull: column.allNull },
    same: files.map(({ check }) => check.columns.find(({ name }) => name === column.name) ?? column),
  }));
  const readable = columns.filter(({ same }) => same.every(({ unsupported }) => unsupported === null));
  const [first] = files;
  if (readable.length === 0 || first === undefined)
    throw fault("file/unsupported", "The data has no column that Casefile can read.");
  const moved = readable.filter(({ same }) => same.some(({ convert }) => convert !== null)).map(({ name }) => name);
  const copies: FileIdentity[] = [];
  for (const file of files) {
    const isNeeded = file.check.columns.some(({ name, convert }) => convert !== null && moved.includes(name));
    copies.push(isNeeded ? await cache.copyOf(file, moved, options) : file.check.identity);
  }
  const originals = files.map(({ check }) => check.identity);
  const parts = [
    ...(moved.length < readable.length ? [`${scan(book, originals)} AS kept_`] : []),
    ...(moved.length > 0 ? [`${scan(book, copies)} AS moved_`] : []),
  ];
  const expression = (name: string, allNull: boolean): string =>
    allNull ? "CAST(NULL AS INTEGER)" : `${moved.includes(name) ? "moved_" : "kept_"}.${identifier(name)}`;
  return {
    from: parts.join(" POSITIONAL JOIN "),
    columns: new Map(readable.map(({ name, allNull }) => [name, expression(name, allNull)])),
  };
}

/** The view's query: each column under its pinned type, and only the rows of `where`. */
export function relationQuery(
  source: RelationSource,
  columns: readonly { readonly name: string; readonly type: string }[],
  where: string | null,
): string {
  const expressions = columns
    .filter(({ type }) => type !== unsupportedType)
    .map(({ name, type }) => {
      const expression = source.columns.get(name);
      if (expression === undefined)
        throw fault("config/column-missing", `The column "${name}" is not in the data.`, { where: { column: name } });
      return castExpression(expression, name, type);
    });
  const all = `SELECT ${expressions.join(", ")} FROM ${source.from}`;
  return where === null ? all : `SELECT * FROM (${all}) WHERE (${where}\n)`;
}
