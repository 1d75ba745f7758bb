import { describe, expect, it } from "vitest";
import type { StatsSource } from "../base/stats-source.ts";
import { runTasks } from "./run-tasks.ts";

const source: StatsSource = {
  rows: () => Promise.reject(new Error("not asked")),
  values: () => Promise.reject(new Error("not asked")),
  groupedValues: () => Promise.reject(new Error("not asked")),
  crossCounts: () => Promise.reject(new Error("not asked")),
  table: () => Promise.reject(new Error("not asked")),
};
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("runTasks", () => {
  it("never has more tasks under way than lanes, and runs each once", async () => {
    let running = 0;
    let most = 0;
    const ran: string[] = [];
    const tasks = ["a", "b", "c", "d", "e"].map((label) => ({
      label,
      run: async () => {
        most = Math.max(most, ++running);
        await tick();
        running -= 1;
        ran.push(label);
      },
    }));
    const progress: number[] = [];
    await runTasks(tasks, { source, lanes: 2, onProgress: ({ done }) => progress.push(done) });
    expect(most).toBe(2);
    expect(ran.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    expect(progress).toEqual([1, 2, 3, 4, 5]);
  });

  it("throws the first failure and starts no further task", async () => {
    const ran: string[] = [];
    const task = (label: string, work: () => Promise<void>) => ({
      label,
      run: async () => (ran.push(label), await work()),
    });
    const tasks = [task("bad", () => Promise.reject(new Error("late error"))), task("next", tick), task("last", tick)];
    await expect(runTasks(tasks, { source, lanes: 1 })).rejects.toThrow("late error");
    expect(ran).toEqual(["bad"]);
  });

  it("stops between tasks when it is cancelled", async () => {
    const signal = { aborted: false };
    const ran: number[] = [];
    const tasks = [0, 1, 2].map((index) => ({
      label: String(index),
      run: () => {
        ran.push(index);
        signal.aborted = index === 1;
        return Promise.resolve();
      },
    }));
    await expect(runTasks(tasks, { source, lanes: 1, signal })).rejects.toMatchObject({
      record: { code: "cancelled/by-user" },
    });
    expect(ran).toEqual([0, 1]);
  });
});
