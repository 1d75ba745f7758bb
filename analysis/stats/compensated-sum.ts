/**
 * A sum whose rounding errors are added up beside it, so that millions of terms cost no digits.
 *   each step: s′ = s + x, and what s′ lost of the smaller of the two goes into c;  the sum is s + c
 * Source: Neumaier, Zeitschrift für Angewandte Mathematik und Mechanik 54 (1974) 39. Terms are finite.
 */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(term: number): void {
    const next = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}
