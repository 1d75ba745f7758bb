const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_][\w$]*|[()]/g;
const setOperators = new Set(["union", "except", "intersect"]);
const queryStarts = new Set(["select", "with", "from", "values"]);

export interface SqlShape {
  /** Queries joined by UNION, EXCEPT or INTERSECT, the longest chain being at most this. */
  readonly branches: number;
  /** Depth of queries inside queries. */
  readonly depth: number;
  /** Queries in parentheses after AS: common table expressions. */
  readonly tables: number;
}

/** Measures a query's text, so that plans too deep for the engine's stack are refused before it meets them. */
export function sqlShape(sql: string): SqlShape {
  const words = (sql.match(token) ?? [])
    .filter((word) => !/^(?:'|"|--|\/\*)/.test(word))
    .map((word) => word.toLowerCase());
  const opened: boolean[] = [];
  let [branches, depth, tables] = [1, 0, 0];
  words.forEach((word, index) => {
    if (setOperators.has(word)) branches += 1;
    if (word === ")") opened.pop();
    if (word !== "(") return;
    const isQuery = queryStarts.has(words[index + 1] ?? "");
    opened.push(isQuery);
    depth = Math.max(depth, opened.filter(Boolean).length);
    if (isQuery && ["as", "materialized"].includes(words[index - 1] ?? "")) tables += 1;
  });
  return { branches, depth, tables };
}
