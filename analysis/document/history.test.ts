import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendHistory, checkHistory } from "./history.ts";
import { repinDataset, repinModel } from "./repin.ts";
import { relink } from "./relink.ts";
import type { HistoryEntry, Investigation } from "./schema.ts";
import { example, fresh, production, reference, stamp } from "./testing/example.ts";

const chain = (length: number): readonly HistoryEntry[] =>
  Array.from({ length }, (_, index) => `edit ${String(index)}`).reduce<Investigation>(
    (all, summary) => appendHistory(all, { ...stamp, action: "edit", summary }),
    fresh,
  ).history;

describe("the history", () => {
  it("is whole as it is written, at any length", () => {
    for (const length of [0, 1, 2, 9]) expect(checkHistory(chain(length))).toBeNull();
  });

  it("shows any single change of a field, loss, doubling or exchange", () => {
    const field = fc.constantFrom<keyof HistoryEntry>("seq", "prev", "at", "by", "action", "summary", "state", "hash");
    const whole = chain(6);
    const replaced = fc
      .tuple(fc.nat(5), field, fc.oneof(fc.string(), fc.integer(), fc.constant(null)))
      .map(([at, name, value]) => {
        const entry = whole[at];
        return entry === undefined || entry[name] === value ? null : whole.with(at, { ...entry, [name]: value });
      });
    const lost = fc.nat(4).map((at) => whole.toSpliced(at, 1));
    const doubled = fc.nat(5).map((at) => whole.toSpliced(at, 0, ...whole.slice(at, at + 1)));
    const exchanged = fc.nat(4).map((at) => whole.toSpliced(at, 2, ...whole.slice(at, at + 2).toReversed()));
    fc.assert(
      fc.property(fc.oneof(replaced, lost, doubled, exchanged), (history) => {
        fc.pre(history !== null);
        expect(checkHistory(history)).not.toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it("names the first entry that does not fit", () => {
    const [first, second, third] = chain(3) as [HistoryEntry, HistoryEntry, HistoryEntry];
    expect(checkHistory([first, third])).toEqual({
      index: 1,
      message: "History entry 2 has number 3: an entry is missing, doubled or out of order",
    });
    expect(checkHistory([first, { ...second, by: "Eve" }, third])).toEqual({
      index: 1,
      message: "History entry 2 was changed after it was written",
    });
    const fork = appendHistory({ ...fresh, history: [first] }, { ...stamp, action: "merge", summary: "other side" })
      .history[1];
    expect(checkHistory([first, fork as HistoryEntry, third])).toEqual({
      index: 2,
      message: "History entry 3 does not follow from the entry before it",
    });
  });
});

describe("relinking", () => {
  const file = reference.files[1];
  const move = {
    place: { dataset: "reference", index: 1 },
    path: "../archive/w44.parquet",
    sha256: file?.sha256 ?? "",
  };

  it("changes the path and the history, and nothing that a digest sees", () => {
    const before = example();
    const after = relink(before, [move], stamp);
    expect(after.datasets[0]?.files[1]).toEqual({ ...file, path: move.path });
    expect(after.lock).toBe(before.lock);
    expect(after.history.at(-1)).toMatchObject({
      action: "relink",
      summary: 'dataset "reference": data/2026-w44.parquet is now at ../archive/w44.parquet',
      state: before.lock?.intent_digest,
    });
  });

  it("moves a model's artifact too, several files with one entry, and does nothing for a file that did not move", () => {
    const before = example();
    const artifact = before.models[0]?.artifact;
    const after = relink(
      before,
      [move, { place: { model: "scorer" }, path: "m.onnx", sha256: artifact?.sha256 ?? "" }],
      stamp,
    );
    expect(after.models[0]?.artifact?.path).toBe("m.onnx");
    expect(after.history).toHaveLength(before.history.length + 1);
    expect(relink(before, [{ ...move, path: file?.path ?? "" }], stamp)).toBe(before);
  });

  it("refuses other bytes, a path that cannot be stored and a file that is not pinned", () => {
    expect(() => relink(example(), [{ ...move, sha256: "0".repeat(64) }], stamp)).toThrow(
      "does not hold the bytes that were pinned",
    );
    expect(() => relink(example(), [{ ...move, path: "/abs" }], stamp)).toThrow("must be relative");
    expect(() => relink(example(), [{ ...move, place: { dataset: "reference", index: 2 } }], stamp)).toThrow(
      "pins no such file",
    );
  });
});

describe("repinning", () => {
  const pin = {
    files: [{ path: "data/w47.parquet", sha256: "1".repeat(64), bytes: 5, rows: 7 }],
    rows: 7,
    schema: [],
    time_range: null,
  };

  it("takes new bytes with a reason, keeps role and window, and opens the lock", () => {
    const after = repinDataset(example(), "production", pin, { ...stamp, reason: "week 47 came in" });
    expect(after.datasets[1]).toEqual({ ...production, ...pin });
    expect(after.lock?.intent_digest).toBeNull();
    expect(after.history.at(-1)).toMatchObject({
      action: "repin",
      summary: expect.stringMatching(/900 rows .* -> 7 rows .*: week 47 came in$/) as string,
    });
  });

  it("takes a new model artifact", () => {
    const after = repinModel(example(), "scorer", null, { ...stamp, reason: "withdrawn" });
    expect(after.models[0]?.artifact).toBeNull();
    expect(after.lock?.intent_digest).toBeNull();
  });

  it("refuses an empty reason and an unknown dataset or model", () => {
    expect(() => repinDataset(example(), "production", pin, { ...stamp, reason: "  " })).toThrow("needs a reason");
    expect(() => repinDataset(example(), "other", pin, { ...stamp, reason: "x" })).toThrow('no dataset "other"');
    expect(() => repinModel(example(), "other", null, { ...stamp, reason: "x" })).toThrow('no model "other"');
  });
});
