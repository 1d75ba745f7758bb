import "./lock-down.ts";
import type { FileTask, Request } from "../protocol.ts";
import { checkFile } from "./check-file.ts";
import { convertFile } from "./convert-file.ts";
import { hashFile } from "./hash-file.ts";
import { openPath, reopen } from "./open-file.ts";
import { serve, type Answer, type Service } from "./serve.ts";

class FileService implements Service {
  /** A converter's memory never shrinks, and it is not to be trusted after a failure. */
  #converted = false;

  state(): { heapBytes: number; dispose: boolean } {
    return { heapBytes: 0, dispose: this.#converted };
  }

  async answer({ task }: Request, progress: (done: number, total: number) => void): Promise<Answer> {
    return { value: await this.#run(task as FileTask, progress) };
  }

  async #run(task: FileTask, progress: (done: number, total: number) => void): Promise<unknown> {
    switch (task.kind) {
      case "check":
        return checkFile(task.path);
      case "hash":
        return hashFile(reopen(task.file), progress);
      case "hash-any": {
        const file = openPath(task.path);
        return { ...(await hashFile(file, progress)), identity: file.identity };
      }
      case "convert":
        this.#converted = true;
        await convertFile(task.file, task.columns, task.target, (done) => progress(done, task.file.bytes));
        return null;
    }
  }
}

serve(() => Promise.resolve(new FileService()));
