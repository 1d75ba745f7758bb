import { readSync } from "node:fs";

/**
 * The part of `Blob` that parquet-wasm calls, over an open file, so that only the ranges it asks for are read.
 * (`fs.openAsBlob` does not exist in Node 18.)
 */
export class FileBlob {
  readonly size: number;
  readonly type = "";
  readonly #descriptor: number;
  readonly #start: number;

  constructor(descriptor: number, start: number, end: number) {
    this.#descriptor = descriptor;
    this.#start = start;
    this.size = Math.max(0, end - start);
  }

  /** Only absolute, non-negative offsets are asked for. */
  slice(start = 0, end: number = this.size): FileBlob {
    return new FileBlob(
      this.#descriptor,
      this.#start + Math.min(start, this.size),
      this.#start + Math.min(end, this.size),
    );
  }

  arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve().then(() => this.#read());
  }

  #read(): ArrayBuffer {
    const bytes = new Uint8Array(this.size);
    for (let done = 0; done < this.size;) {
      const read = readSync(this.#descriptor, bytes, done, this.size - done, this.#start + done);
      if (read === 0) throw new Error("the file ended before its size");
      done += read;
    }
    return bytes.buffer;
  }
}
