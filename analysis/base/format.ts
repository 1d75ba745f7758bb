const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A true minus sign, so that numbers line up and read as numbers. */
const signed = (text: string): string => text.replace(/^-/, "−");

/** `212,930` */
export const formatCount = (value: number): string => signed(grouped.format(value));
/** A share of 0..1 as `9.6 %` */
export const formatShare = (share: number): string => `${signed((share * 100).toFixed(1))} %`;
/** A difference of shares as `+4.2 pp` */
export const formatPoints = (difference: number): string => {
  const points = Number((difference * 100).toFixed(1));
  return points === 0 ? "0.0 pp" : `${points > 0 ? "+" : ""}${signed(points.toFixed(1))} pp`;
};
/** `0.842`; small values keep two significant digits. */
export const formatMetric = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.0005 ? signed(value.toExponential(1)) : signed(value.toFixed(3));
/** Any number in a column's own unit, at most four significant digits: `4,500`, `0.1235`, `1.2e+9`. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9 || (size < 1e-3 && size > 0)) return signed(value.toExponential(2));
  if (size >= 1000) return formatCount(value);
  return signed(String(Number(value.toPrecision(4))));
}
/** `0.032`, `< 0.001` */
export const formatP = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));
/** `2026-11-14 09:30 UTC`, or the day alone at midnight. */
export const formatInstant = (iso: string): string =>
  iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
