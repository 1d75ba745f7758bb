const onMac = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);

const macNames: Readonly<Record<string, string>> = {
  ...{ Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃", Enter: "↵", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓" },
  ...{ ArrowLeft: "←", ArrowRight: "→" },
};
const otherNames: Readonly<Record<string, string>> = {
  ...{ Mod: "Ctrl", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" },
};

/** `Mod+Shift+Enter` as `Ctrl+Shift+Enter`, or `⌘⇧↵` on a Mac; `d d` stays two keys in a row. */
export function shortcutLabel(shortcut: string, mac = onMac): string {
  const names = mac ? macNames : otherNames;
  const chord = (text: string): string =>
    text
      .split("+")
      .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
      .join(mac ? "" : "+");
  return shortcut.split(" ").map(chord).join(" ");
}
