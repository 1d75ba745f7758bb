/** Numbers in 0..1 are summed as whole multiples of this, in two parts that doubles hold exactly. */
const unit = 2 ** 40;
const half = 2 ** 20;

/**
 * Sums by cell of numbers in 0..1, exact whatever the order of the rows, and the same that `exactSum` gives in SQL.
 *   Σ count·round(x·2⁴⁰) / 2⁴⁰, rounded once to a double
 * Exact for up to 2³² rows. Cost: O(1) a number.
 */
export class ExactSums {
  readonly #high: Float64Array;
  readonly #low: Float64Array;

  constructor(cells: number) {
    this.#high = new Float64Array(cells);
    this.#low = new Float64Array(cells);
  }

  add(cell: number, number: number, count: number): void {
    const whole = Math.round(number * unit);
    const high = Math.floor(whole / half);
    this.#high[cell] = (this.#high[cell] ?? 0) + high * count;
    this.#low[cell] = (this.#low[cell] ?? 0) + (whole - high * half) * count;
  }

  of(cell: number): number {
    return ((this.#high[cell] ?? 0) * half + (this.#low[cell] ?? 0)) / unit;
  }
}
