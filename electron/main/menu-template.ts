import type { MenuItemConstructorOptions } from "electron";

type Items = MenuItemConstructorOptions[];
type Item = (label: string, id: string, accelerator?: string) => MenuItemConstructorOptions;

export interface MenuHost {
  readonly mac: boolean;
  readonly packaged: boolean;
  /** `window` is the one that the menu was opened in. */
  readonly command: (window: unknown, id: string) => void;
}

/** The menu bar. Its own items only say which command was meant; the page knows what can be done and does it. */
export function menuTemplate({ mac, packaged, command }: MenuHost): Items {
  const item: Item = (label, id, accelerator) => ({
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: (_item, window) => command(window, id),
  });
  return [
    ...(mac ? ([{ role: "appMenu" }] satisfies Items) : []),
    { label: "&File", submenu: fileItems(item) },
    { label: "&Edit", submenu: editItems(item) },
    { label: "&View", submenu: viewItems(item, packaged) },
    { label: "&Cell", submenu: cellItems(item) },
    { role: "help", label: "&Help", submenu: [item("Keyboard Shortcuts", "view.shortcuts"), { role: "about" }] },
  ];
}

const separator = { type: "separator" } as const;

const fileItems = (item: Item): Items => [
  item("New Investigation", "file.new", "CmdOrCtrl+N"),
  item("Open…", "file.open", "CmdOrCtrl+O"),
  item("Open the Sample", "file.openSample"),
  separator,
  item("Save", "file.save", "CmdOrCtrl+S"),
  item("Save As…", "file.saveAs", "CmdOrCtrl+Shift+S"),
  item("Export Report…", "file.exportReport", "CmdOrCtrl+E"),
  separator,
  { role: "close" },
  { role: "quit", accelerator: "CmdOrCtrl+Q" },
];

const editItems = (item: Item): Items => [
  item("Undo", "edit.undo", "CmdOrCtrl+Z"),
  item("Redo", "edit.redo", "CmdOrCtrl+Shift+Z"),
  separator,
  { role: "cut" },
  { role: "copy" },
  { role: "paste" },
  { role: "selectAll" },
];

const viewItems = (item: Item, packaged: boolean): Items => [
  item("Command Palette", "view.palette", "CmdOrCtrl+K"),
  separator,
  item("Follow the System's Theme", "theme.system"),
  item("Light Theme", "theme.light"),
  item("Dark Theme", "theme.dark"),
  separator,
  { role: "resetZoom" },
  { role: "zoomIn" },
  { role: "zoomOut" },
  { role: "togglefullscreen" },
  ...(packaged ? [] : ([{ role: "toggleDevTools" }] satisfies Items)),
];

const cellItems = (item: Item): Items => [
  item("Run Cell", "cell.run", "CmdOrCtrl+Enter"),
  item("Run Stale Cells", "run.stale", "CmdOrCtrl+Shift+Enter"),
  item("Run All Cells", "run.all"),
  item("Cancel", "run.cancel", "CmdOrCtrl+."),
];
