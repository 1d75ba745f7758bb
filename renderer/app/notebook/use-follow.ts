import { useEffect, type RefObject } from "react";

/** Whether the cell's head stands in the upper part of the notebook's window already. */
function startsInView(element: HTMLElement): boolean {
  const frame = element.closest("main")?.getBoundingClientRect();
  const { top } = element.getBoundingClientRect();
  return frame !== undefined && top >= frame.top && top < frame.top + 0.6 * frame.height;
}

/**
 * Brings the focused cell into view, and the keyboard with it, when a command moved there; the pointer is where it wants
 * to be. `pointerRef` says that the pointer chose it.
 */
export function useFollow(
  frameRef: RefObject<HTMLElement | null>,
  focused: boolean,
  pointerRef: RefObject<boolean>,
): void {
  useEffect(() => {
    const element = frameRef.current;
    const pointed = pointerRef.current;
    pointerRef.current = false;
    if (!focused || element === null || pointed) return;
    const active = document.activeElement;
    const elsewhere = active !== null && active !== document.body && !active.classList.contains("cell");
    if (!elsewhere) element.focus({ preventScroll: true });
    if (!startsInView(element)) element.scrollIntoView({ block: "nearest" });
  }, [frameRef, focused, pointerRef]);
}
