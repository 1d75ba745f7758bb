/** Passes on at most one value every `pauseMs`, the newest, and never loses the last one. */
export function throttle<T>(pass: (value: T) => void, pauseMs: number): (value: T) => void {
  let waiting: { readonly value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tick = (): void => {
    timer = null;
    if (waiting === null) return;
    pass(waiting.value);
    waiting = null;
    timer = setTimeout(tick, pauseMs);
  };
  return (value) => {
    waiting = { value };
    if (timer === null) tick();
  };
}
