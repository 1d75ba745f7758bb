import type { RunProgress } from "../run/run-cells.ts";

const rounded = (milliseconds: number): number => Math.round(milliseconds) / 1000;

/** How long a run took: until its data was open, since the process began, and then each cell. */
export class RunTimings {
  readonly #clock: () => number;
  #opened: number | null = null;
  #last = 0;
  readonly #cells: Record<string, number> = {};

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  hear({ cell }: Pick<RunProgress, "cell">): void {
    if (cell === null || this.#opened !== null) return;
    this.#opened = this.#clock();
    this.#last = this.#opened;
  }

  ended(cell: string): void {
    const now = this.#clock();
    this.#cells[cell] = rounded(now - this.#last);
    this.#last = now;
  }

  /** One line of JSON: `{"seconds":{"open":1.9,"cells":{"c_drift":12.3}}}`. */
  text(): string {
    return JSON.stringify({
      seconds: { open: this.#opened === null ? null : rounded(this.#opened), cells: this.#cells },
    });
  }
}
