type Cancel = () => void;

/** Hears of many pieces of work through one listener a signal, since Node warns of more than ten. */
export class AbortWatch {
  readonly #watched = new Map<AbortSignal, { readonly cancels: Set<Cancel>; readonly listener: () => void }>();

  /** Calls `cancel` when the signal is aborted, until the function that it gives is called. */
  watch(signal: AbortSignal, cancel: Cancel): () => void {
    const entry = this.#watched.get(signal) ?? this.#listen(signal);
    entry.cancels.add(cancel);
    return () => {
      entry.cancels.delete(cancel);
      if (entry.cancels.size > 0 || this.#watched.get(signal) !== entry) return;
      signal.removeEventListener("abort", entry.listener);
      this.#watched.delete(signal);
    };
  }

  #listen(signal: AbortSignal): { readonly cancels: Set<Cancel>; readonly listener: () => void } {
    const cancels = new Set<Cancel>();
    const listener = (): void => {
      for (const cancel of [...cancels]) cancel();
    };
    const entry = { cancels, listener };
    this.#watched.set(signal, entry);
    signal.addEventListener("abort", listener);
    return entry;
  }
}
