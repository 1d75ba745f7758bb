/** Every command of the app. Menu items of the main process send these ids; palette, keys and buttons use the same ones. */
export const commandIds = [
  ...[
    "file.new",
    "file.open",
    "file.openSample",
    "file.addData",
    "file.save",
    "file.saveAs",
    "file.exportReport",
    "file.close",
  ],
  ...["edit.undo", "edit.redo"],
  ...["cell.addBelow", "cell.addAbove", "cell.addNote", "cell.duplicate", "cell.delete", "cell.rename"],
  ...["cell.moveUp", "cell.moveDown", "cell.next", "cell.previous", "cell.edit", "cell.leave", "cell.toggle"],
  ...["cell.run", "cell.runAndNext", "cell.copyCitation"],
  ...["run.stale", "run.all", "run.cancel"],
  ...["pins.verify"],
  ...["view.palette", "view.shortcuts", "view.rail", "view.inspector", "view.pins", "view.findings", "view.outline"],
  ...["theme.system", "theme.light", "theme.dark"],
] as const;

export type CommandId = (typeof commandIds)[number];
