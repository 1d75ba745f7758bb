import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  ifNotIn,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { useEffect, useRef, type ReactNode } from "react";
import type { CellContext } from "../../../analysis/kinds/context.ts";
import { completionsAt } from "./completions.ts";
import { syntaxColours } from "./syntax-colours.ts";

export interface SqlEditorProps {
  readonly value: string;
  readonly context: CellContext;
  readonly description: string;
  readonly onChange: (value: string) => void;
}

/**
 * The query's text, with names completed. It lives in a shadow root, since only there its style comes as a style sheet
 * object, which the page's policy allows. Tab is not its own: it leaves the field, as in any other.
 */
export function SqlEditor({ value, context, description, onChange }: SqlEditorProps): ReactNode {
  const hostRef = useRef<HTMLDivElement>(null);
  const viewRef = useRef<EditorView | null>(null);
  const latest = useRef({ value, context, description, onChange });
  useEffect(() => {
    latest.current = { value, context, description, onChange };
  });
  useEffect(() => {
    const host = hostRef.current;
    if (host === null) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const view = new EditorView({
      ...{ parent: root, root },
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          editing(
            () => latest.current.context,
            (text) => (text === latest.current.value ? undefined : latest.current.onChange(text)),
          ),
          EditorView.contentAttributes.of({ "aria-label": "SQL", "aria-description": latest.current.description }),
        ],
      }),
    });
    viewRef.current = view;
    return () => view.destroy();
  }, []);
  // Undo in the notebook, or another cell's text.
  useEffect(() => {
    const view = viewRef.current;
    if (view !== null && view.state.doc.toString() !== value)
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
  }, [value]);
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        SQL
      </span>
      <div ref={hostRef} className="sql-editor" />
      <span className="field-description" aria-hidden>
        {description}
      </span>
    </div>
  );
}

const editing = (context: () => CellContext, changed: (text: string) => void): Extension => [
  history(),
  closeBrackets(),
  EditorView.lineWrapping,
  placeholder("SELECT …"),
  sql({ dialect: PostgreSQL }),
  autocompletion({
    override: [ifNotIn(["String", "LineComment", "BlockComment"], (at) => completionsAt(at, context()))],
    icons: false,
    tooltipClass: () => "sql-completions",
  }),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) changed(update.state.doc.toString());
  }),
  syntaxColours,
  look,
];

const look = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "transparent", fontSize: "var(--size-2)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-1px", borderRadius: "var(--radius)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "13em", maxHeight: "28em" },
  ".cm-content": { padding: "4px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 10px" },
  ".cm-placeholder": { color: "var(--muted)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    border: "1px solid var(--border-strong)",
    borderRadius: "var(--radius)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", minWidth: "12em", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionDetail": { color: "inherit", opacity: "0.75", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
});
