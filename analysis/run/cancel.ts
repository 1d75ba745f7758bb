import { fail } from "../base/errors.ts";
import type { CancelSignal } from "./engine-port.ts";

export function stopIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted)
    fail({
      code: "cancelled/by-user",
      message: "The run was cancelled.",
      meaning: "Earlier results are as they were.",
    });
}
