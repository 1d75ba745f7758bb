import { commands } from "./commands.ts";
import type { Command } from "./command.ts";

/** The part of a keyboard event that a shortcut depends on. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** `Mod+Shift+Enter` for a stroke; a single character keeps its case and says nothing of Shift. */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Stroke, mac: boolean): string {
  const mod = mac ? metaKey : ctrlKey;
  const plainCharacter = key.length === 1 && !mod && !altKey;
  const name = key.length === 1 && !plainCharacter ? key.toUpperCase() : key;
  const parts = [mod ? "Mod" : "", altKey ? "Alt" : "", shiftKey && !plainCharacter ? "Shift" : "", name];
  return parts.filter((part) => part !== "").join("+");
}

const normal = (chord: string): string => {
  const parts = chord.split("+");
  const key = parts.at(-1) ?? "";
  const mods = ["Mod", "Alt", "Shift"].filter((mod) => parts.includes(mod));
  return [...mods, key].join("+");
};

const byShortcut = new Map<string, Command>();
for (const command of commands)
  for (const shortcut of command.shortcuts ?? []) byShortcut.set(shortcut.split(" ").map(normal).join(" "), command);

/** The command of one stroke, or of the stroke before it and this one together. */
export function commandFor(chord: string, before: string | null): Command | undefined {
  return (before === null ? undefined : byShortcut.get(`${before} ${chord}`)) ?? byShortcut.get(chord);
}
