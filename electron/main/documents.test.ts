import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createInvestigation } from "../../analysis/document/edits.ts";
import type { Dataset, Investigation } from "../../analysis/document/schema.ts";
import { writeInvestigation } from "../../analysis/document/write.ts";
import { openBackup, openFile, openUntitled, saveDocument } from "./documents.ts";
import { placesOf } from "./bound-files.ts";
import { FileGrants } from "./file-grants.ts";
import { Profile } from "./profile.ts";
import type { WindowSession } from "./window-session.ts";

let root = "";
let profile: Profile;
const at = (...parts: string[]): string => path.join(root, ...parts);

beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "casefile-documents-")));
  for (const folder of ["case", "case/data", "elsewhere", "profile"]) mkdirSync(at(folder));
  writeFileSync(at("case/data/reference.parquet"), "12345678");
  writeFileSync(at("elsewhere/production.parquet"), "1234");
  profile = new Profile(at("profile"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A window without a screen: documents touch no more of a session than this. */
const newSession = (): WindowSession =>
  ({ grants: new FileGrants(), openFile: null, sourceFolder: null }) as unknown as WindowSession;

const dataset = (id: "reference" | "production", file: string, bytes: number): Dataset => ({
  ...{ id, role: id, rows: 1, schema: [{ name: "x", type: "DOUBLE" }], window: null, time_range: null },
  files: [{ path: file, sha256: "0".repeat(64), bytes, rows: 1 }],
});

const investigationWith = (...datasets: Dataset[]): Investigation =>
  createInvestigation({ id: "inv_01JD9Q4R7V8K2M5N6P3T0W1XYZ", title: "Test", datasets });

function write(file: string, ...datasets: Dataset[]): string {
  writeFileSync(file, writeInvestigation(investigationWith(...datasets)));
  return file;
}

describe("opening", () => {
  it("grants what is there with the pinned size, and says what is resized, missing or outside the folder", async () => {
    const file = write(
      at("case/a.casefile"),
      dataset("reference", "data/reference.parquet", 8),
      dataset("production", "../elsewhere/production.parquet", 4),
    );
    const session = newSession();
    const { files, readOnly, name } = await openFile(session, file, profile);
    expect(files.map(({ state }) => state)).toEqual(["present", "refused"]);
    expect(session.grants.pathOf(files[0]?.fileId ?? "")).toBe(at("case/data/reference.parquet"));
    expect(files[1]?.fileId).toBeNull();
    expect({ readOnly, name }).toEqual({ readOnly: null, name: "a.casefile" });
    const other = write(
      at("case/b.casefile"),
      dataset("reference", "data/reference.parquet", 9),
      dataset("production", "data/gone.parquet", 4),
    );
    expect((await openFile(session, other, profile)).files.map(({ state }) => state)).toEqual(["resized", "missing"]);
  });

  it("refuses a link that leads out of the folder", async () => {
    symlinkSync(at("elsewhere/production.parquet"), at("case/data/link.parquet"));
    const file = write(at("case/a.casefile"), dataset("production", "data/link.parquet", 4));
    expect((await openFile(newSession(), file, profile)).files[0]?.state).toBe("refused");
  });

  it("changes neither the file nor its folder", async () => {
    const file = write(at("case/a.casefile"), dataset("reference", "data/reference.parquet", 8));
    const before = readFileSync(file, "utf8");
    await openFile(newSession(), file, profile);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("takes a sample as an untitled copy whose data stays where it is", async () => {
    const file = write(at("case/a.casefile"), dataset("reference", "data/reference.parquet", 8));
    const session = newSession();
    const opened = await openUntitled(session, file, profile);
    expect(opened.documentId).toBeNull();
    expect(session.openFile).toBeNull();
    await saveDocument(session, { text: opened.text, places: {}, file: at("elsewhere/copy.casefile"), profile });
    const copy = await openFile(newSession(), at("elsewhere/copy.casefile"), profile);
    expect(copy.text).toContain('"../case/data/reference.parquet"');
  });
});

describe("saving", () => {
  it("stores bound files relative to the new folder, and finds them again without asking in that folder only", async () => {
    const session = newSession();
    const bindings = { production: [session.grants.grant(at("elsewhere/production.parquet"))] };
    const text = writeInvestigation(investigationWith(dataset("production", "production.parquet", 4)));
    const places = placesOf(bindings, session.grants);
    const saved = await saveDocument(session, { text, places, file: at("case/new.casefile"), profile });
    expect(saved.text).toContain('"../elsewhere/production.parquet"');
    expect(readFileSync(at("case/new.casefile"), "utf8")).toBe(saved.text);
    const again = await openFile(newSession(), at("case/new.casefile"), new Profile(at("profile")));
    expect(again.files[0]?.state).toBe("present");
    mkdirSync(at("stranger"));
    writeFileSync(at("stranger/new.casefile"), saved.text);
    expect((await openFile(newSession(), at("stranger/new.casefile"), profile)).files[0]?.state).toBe("refused");
  });

  it("never overwrites what another program wrote meanwhile", async () => {
    const file = write(at("case/a.casefile"), dataset("reference", "data/reference.parquet", 8));
    const session = newSession();
    const { text } = await openFile(session, file, profile);
    writeFileSync(file, text.replace("Test", "Theirs"));
    const mine = text.replace("Test", "Mine");
    await expect(saveDocument(session, { text: mine, places: {}, file: null, profile })).rejects.toMatchObject({
      record: { code: "output/conflict" },
    });
    expect(readFileSync(file, "utf8")).toContain("Theirs");
  });

  it("saves twice in a row, and knows its own writing", async () => {
    const file = write(at("case/a.casefile"), dataset("reference", "data/reference.parquet", 8));
    const session = newSession();
    const { text, documentId } = await openFile(session, file, profile);
    const first = await saveDocument(session, { text: text.replace("Test", "One"), places: {}, file: null, profile });
    const second = await saveDocument(session, { text: text.replace("Test", "Two"), places: {}, file: null, profile });
    expect([first.documentId, second.documentId]).toEqual([documentId, documentId]);
    expect(profile.data.recent.map(({ title }) => title)).toEqual(["Two"]);
  });

  it("refuses a text that is no investigation, and keeps the file", async () => {
    const file = write(at("case/a.casefile"));
    const session = newSession();
    const { text } = await openFile(session, file, profile);
    await expect(saveDocument(session, { text: "{}", places: {}, file: null, profile })).rejects.toThrow();
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

describe("recovering", () => {
  it("gives the work back with its files, and still guards the file that it belongs to", async () => {
    const file = write(at("case/a.casefile"), dataset("production", "../elsewhere/production.parquet", 4));
    const before = newSession();
    const { text } = await openFile(before, file, profile);
    const backup = {
      ...{ name: "a.casefile", at: "2026-01-01T00:00:00.000Z", text: text.replace("Test", "Unsaved") },
      file: before.openFile && { path: before.openFile.path, sha256: before.openFile.sha256 },
      sourceFolder: before.sourceFolder,
      places: { production: [at("elsewhere/production.parquet")] },
    };
    writeFileSync(file, text.replace("Test", "Theirs"));
    const session = newSession();
    const opened = await openBackup(session, backup);
    expect(opened.text).toContain("Unsaved");
    expect(opened.files[0]?.state).toBe("present");
    await expect(saveDocument(session, { text: opened.text, places: {}, file: null, profile })).rejects.toMatchObject({
      record: { code: "output/conflict" },
    });
  });
});
