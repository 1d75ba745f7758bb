import type { HostMethod, MainMethod } from "./contract.ts";

/**
 * The names of all methods, for the preload script: it needs no schemas, and a missing or unknown name doesn't compile.
 */
const main: Record<MainMethod, true> = {
  "app.state": true,
  "app.setTheme": true,
  "app.setDirty": true,
  "document.choose": true,
  "document.openRecent": true,
  "document.openGranted": true,
  "document.openSample": true,
  "document.save": true,
  "document.saveAs": true,
  "document.backup": true,
  "document.recoverable": true,
  "document.recover": true,
  "document.discardBackup": true,
  "files.choose": true,
  "report.export": true,
  "report.show": true,
};

const host: Record<HostMethod, true> = {
  "engine.info": true,
  "data.pin": true,
  "data.hash": true,
  "cells.run": true,
  "job.cancel": true,
};

export const mainMethods: readonly string[] = Object.keys(main);
export const hostMethodNames: readonly string[] = Object.keys(host);
