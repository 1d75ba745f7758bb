import { useEffect } from "react";
import { useSession } from "./session-context.ts";

/** Below these widths the inspector and then the left panel are drawers (shell.css has the same widths). */
const drawers = [
  { query: "(max-width: 1099px)", part: "inspectorOpen" },
  { query: "(max-width: 799px)", part: "railOpen" },
] as const;

/** Closes a panel when it becomes a drawer over the notebook, and opens it again when there is room. */
export function useLayout(): void {
  const { ui } = useSession();
  useEffect(() => {
    const stops = drawers.map(({ query, part }) => {
      const media = window.matchMedia(query);
      const follow = (): void => ui.setState({ [part]: !media.matches });
      follow();
      media.addEventListener("change", follow);
      return () => media.removeEventListener("change", follow);
    });
    return () => stops.forEach((stop) => stop());
  }, [ui]);
}
