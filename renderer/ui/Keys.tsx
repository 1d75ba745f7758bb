import type { ReactNode } from "react";
import { shortcutLabel } from "./shortcut-label.ts";
import "./controls.css";

/** A shortcut as people read it on their keyboard. */
export function Keys({ shortcut }: { readonly shortcut: string }): ReactNode {
  return <kbd className="keys">{shortcutLabel(shortcut)}</kbd>;
}
