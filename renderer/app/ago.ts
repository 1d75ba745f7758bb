const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const steps = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `2 hours ago`, `yesterday`; the day itself after a month. */
export function ago(iso: string, now: number): string {
  const ms = now - Date.parse(iso);
  if (!Number.isFinite(ms)) return "";
  if (ms > 30 * 86_400_000) return iso.slice(0, 10);
  const step = steps.find(([, size]) => ms >= size);
  return step === undefined ? "just now" : relative.format(-Math.round(ms / step[1]), step[0]);
}
