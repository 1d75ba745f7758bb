/** Factors between units that data often has: the factor, and what it is between. */
const factors: readonly (readonly [number, string])[] = [
  [100, "hundredths, such as cents and percent"],
  [1000, "thousands, such as grams, metres and milliseconds"],
  [1e4, "basis points or square metres"],
  [1e6, "millions or microseconds"],
  [1e9, "billions or nanoseconds"],
  [1024, "binary thousands"],
  [1_048_576, "binary millions"],
  [60, "minutes and seconds, or hours and minutes"],
  [3600, "hours and seconds"],
  [24, "days and hours"],
  [1440, "days and minutes"],
  [86_400, "days and seconds"],
  [7, "weeks and days"],
  [12, "years and months"],
  [52, "years and weeks"],
  [365, "years and days"],
  [365.25, "years and days"],
  [2.54, "inches and centimetres"],
  [0.3048, "feet and metres"],
  [0.9144, "yards and metres"],
  [1.609344, "miles and kilometres"],
  [1.852, "nautical miles and kilometres"],
  [0.45359237, "pounds and kilograms"],
  [28.349523125, "ounces and grams"],
  [3.785411784, "US gallons and litres"],
  [4.184, "calories and joules"],
  [3.6, "m/s and km/h, or MJ and kWh"],
  [-1, "signs"],
];

/** A stored factor may have fewer digits than the exact one. */
const closeness = 1e-5;

/** What a constant ratio is between, in either direction; null for a factor that no usual change of unit has. */
export function unitNamed(factor: number): string | null {
  const near = (known: number): boolean => Math.abs(factor / known - 1) <= closeness;
  return factors.find(([known]) => near(known) || near(1 / known))?.[1] ?? null;
}
