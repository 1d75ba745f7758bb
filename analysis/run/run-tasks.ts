import type { StatsSource } from "../base/stats-source.ts";
import type { Task } from "../kinds/kind.ts";
import { stopIfCancelled } from "./cancel.ts";
import type { CancelSignal } from "./engine-port.ts";

export interface TaskProgress {
  readonly done: number;
  readonly total: number;
  /** What was finished last. */
  readonly label: string;
}

interface TaskRun {
  readonly source: StatsSource;
  /** How many tasks are under way at once; each may hold one column of each side in memory. */
  readonly lanes: number;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: TaskProgress) => void) | undefined;
}

/**
 * Runs tasks in order on a few lanes. Which lane runs a task never shows in its answer, so the number of lanes cannot
 * change a result. The first failure lets the tasks under way end, starts no more, and is thrown.
 */
export async function runTasks(
  tasks: readonly Task<void>[],
  { source, lanes, signal, onProgress }: TaskRun,
): Promise<void> {
  let next = 0;
  let done = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    for (let task = tasks[next++]; task !== undefined && !failed; task = tasks[next++]) {
      stopIfCancelled(signal);
      await task.run(source);
      done += 1;
      onProgress?.({ done, total: tasks.length, label: task.label });
    }
  };
  const guarded = (): Promise<void> =>
    lane().catch((thrown: unknown) => {
      failed = true;
      throw thrown;
    });
  const ends = await Promise.allSettled(Array.from({ length: Math.max(1, Math.min(lanes, tasks.length)) }, guarded));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure) throw failure.reason;
}
