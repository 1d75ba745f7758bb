/** So many of the windows from the beginning on have to show it. */
const lastingShare = 2 / 3;

interface JudgedWindow {
  readonly index: number;
  readonly crossed: boolean;
}

/**
 * Where a change begins: the first window that crosses, together with the next one, and from which on two thirds cross; else
 * the first such pair, whose change did not last.
 * @param judged windows with rows enough, in order of time
 * @returns the window's `index`, or −1
 */
export function lastingStart(judged: readonly JudgedWindow[]): number {
  const starts = judged.filter(({ crossed }, place) => crossed && (judged[place + 1]?.crossed ?? true));
  const lasts = ({ index }: JudgedWindow): boolean => {
    const after = judged.filter((window) => window.index >= index);
    return after.filter(({ crossed }) => crossed).length >= lastingShare * after.length;
  };
  return (starts.find(lasts) ?? starts[0])?.index ?? -1;
}
