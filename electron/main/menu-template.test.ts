import { describe, expect, it } from "vitest";
import { commandIds } from "../../renderer/state/command-ids.ts";
import { menuTemplate } from "./menu-template.ts";

const itemsOf = (packaged: boolean): Electron.MenuItemConstructorOptions[] =>
  menuTemplate({ mac: false, packaged, command: () => undefined }).flatMap(({ submenu }) =>
    Array.isArray(submenu) ? submenu : [],
  );

describe("the menu bar", () => {
  it("sends only commands that the page knows", () => {
    const known: readonly string[] = commandIds;
    const sent = itemsOf(false).flatMap(({ id }) => id ?? []);
    expect(sent.length).toBeGreaterThan(10);
    expect(sent.filter((id) => !known.includes(id))).toEqual([]);
  });

  it("gives no shortcut twice", () => {
    const shortcuts = itemsOf(false).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  it("offers developer tools only in a working copy", () => {
    expect(itemsOf(false).some(({ role }) => role === "toggleDevTools")).toBe(true);
    expect(itemsOf(true).some(({ role }) => role === "toggleDevTools")).toBe(false);
  });
});
