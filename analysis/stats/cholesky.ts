import { at } from "./at.ts";

/**
 * Solves A x = b for a symmetric positive definite A by A = L Lᵀ.
 * @param a k × k numbers in rows; only the lower triangle is read, and it is overwritten by L
 * @param b k numbers
 * @returns x, or null when A is not positive definite to the machine's digits
 * Source: Golub & Van Loan, Matrix Computations (2013), section 4.2. Fixture: through `ridgeLogistic`. Cost: O(k³).
 */
export function choleskySolve(a: Float64Array, b: Float64Array): Float64Array | null {
  const k = b.length;
  for (let row = 0; row < k; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = at(a, row * k + column);
      const [own, other] = [row * k, column * k];
      // The innermost of three loops: read without a call.
      for (let index = 0; index < column; index++) sum -= (a[own + index] ?? 0) * (a[other + index] ?? 0);
      if (row !== column) a[row * k + column] = sum / at(a, column * k + column);
      else if (sum > 0) a[row * k + row] = Math.sqrt(sum);
      else return null;
    }
  }
  const x = Float64Array.from(b);
  for (let row = 0; row < k; row++) {
    for (let index = 0; index < row; index++) x[row] = at(x, row) - at(a, row * k + index) * at(x, index);
    x[row] = at(x, row) / at(a, row * k + row);
  }
  for (let row = k - 1; row >= 0; row--) {
    for (let index = row + 1; index < k; index++) x[row] = at(x, row) - at(a, index * k + row) * at(x, index);
    x[row] = at(x, row) / at(a, row * k + row);
  }
  return x;
}
