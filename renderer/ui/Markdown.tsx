import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import "./markdown.css";

export interface MarkdownProps {
  readonly text: string;
  /** Draws inline code differently, such as a note's quotes. */
  readonly components?: Components;
}

/** Headings start below the page's own; links say where they lead and lead nowhere; images and HTML are left out. */
const safe: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  a: ({ href, children }) => (
    <span className="markdown-link">
      {children}
      {href === undefined ? null : <span className="muted"> ({href})</span>}
    </span>
  ),
  img: ({ alt }) => <em className="muted">{alt === undefined || alt === "" ? "image left out" : alt}</em>,
};

/** Markdown that other people may have written: nothing in it can act. */
export function Markdown({ text, components }: MarkdownProps): ReactNode {
  return (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm]} skipHtml components={{ ...safe, ...components }}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
