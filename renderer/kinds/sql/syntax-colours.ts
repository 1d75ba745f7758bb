import { syntaxTree } from "@codemirror/language";
import { EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";

/** As the page's tokens, written out: the style of a highlight knows no custom properties in older browsers. */
const colours = {
  keyword: { light: "#0a5ea8", dark: "#5bb4f0" },
  text: { light: "#0e4a40", dark: "#8fe0c6" },
  number: { light: "#5c3a00", dark: "#ffd98a" },
  comment: { light: "#5a6472", dark: "#9aa4b2" },
};
type Name = keyof typeof colours;

const tagged = tagHighlighter([
  { tag: [tags.keyword, tags.modifier, tags.typeName, tags.bool, tags.null], class: "keyword" },
  { tag: tags.string, class: "text" },
  { tag: tags.number, class: "number" },
  { tag: tags.comment, class: "comment" },
]);

/**
 * Colours of SQL, painted over the text as highlights of the page. Spans with classes would not do: a browser that edits
 * coloured text writes its style into it, which the page's policy refuses.
 */
class Painter {
  private painted: readonly (readonly [Name, Range])[] = [];

  constructor(view: EditorView) {
    this.schedule(view);
  }

  update({ view, docChanged, viewportChanged, startState, state }: ViewUpdate): void {
    if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) this.schedule(view);
  }

  destroy(): void {
    for (const [name, range] of this.painted) highlightOf(name)?.delete(range);
    this.painted = [];
  }

  /** The text's elements are as they will be only when the editor measures. */
  private schedule(view: EditorView): void {
    view.requestMeasure({ key: this, read: () => this.paint(view) });
  }

  private paint(view: EditorView): void {
    this.destroy();
    this.painted = view.visibleRanges.flatMap(({ from, to }) => {
      const found: [Name, Range][] = [];
      highlightTree(
        syntaxTree(view.state),
        tagged,
        (start, end, name) => found.push([name as Name, rangeOf(view, start, end)]),
        ...[from, to],
      );
      return found;
    });
    for (const [name, range] of this.painted) highlightOf(name)?.add(range);
  }
}

function rangeOf(view: EditorView, start: number, end: number): Range {
  const range = document.createRange();
  const [first, last] = [view.domAtPos(start), view.domAtPos(end)];
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset);
  return range;
}

/** One for all editors of the page; nothing where the browser has no highlights. */
function highlightOf(name: Name): Highlight | undefined {
  if (!("highlights" in CSS)) return undefined;
  const key = `sql-${name}`;
  const known = CSS.highlights.get(key) ?? new Highlight();
  CSS.highlights.set(key, known);
  return known;
}

const inDark = ':host-context([data-theme="dark"]) & ';

export const syntaxColours = [
  ViewPlugin.fromClass(Painter),
  EditorView.theme(
    Object.fromEntries(
      Object.entries(colours).flatMap(([name, { light, dark }]) => {
        const words = `.cm-line::highlight(sql-${name})`;
        return [
          [words, { color: light }],
          [inDark + words, { color: dark }],
        ];
      }),
    ),
  ),
];
