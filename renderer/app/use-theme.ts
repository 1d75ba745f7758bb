import { useEffect } from "react";
import { useUi } from "./session-context.ts";

/** Puts the theme on the root element, following the system where the person wants that. */
export function useTheme(): void {
  const theme = useUi((ui) => ui.theme);
  useEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = (): void => {
      const dark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset["theme"] = dark ? "dark" : "light";
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
}
