/**
 * Compares fixtures as they are with fixtures as their scripts make them again. Inputs must be the same to the last digit.
 * Expected values may differ by what another processor's mathematics does to them, far less than any test's tolerance.
 */

const relative = 1e-10;
const floor = 1e-15;

/** Places of expected values: those of cases, and those that a fixture lists under `expected`, `*` for any key. */
export function expectedPlaces(fixture) {
  const listed = Array.isArray(fixture.expected_at) ? fixture.expected_at.map(({ at }) => at.split(".")) : [];
  return Array.isArray(fixture.cases) ? [...listed, ["cases", "*", "expected"]] : listed;
}

const isUnder = (place, path) =>
  place.length <= path.length && place.every((key, index) => key === "*" || key === path[index]);

/**
 * @param old the committed fixture
 * @param made the same fixture made again
 * @returns one line for each difference, with its place
 */
export function differences(old, made, path = [], places = expectedPlaces(made)) {
  const isList = Array.isArray(old) && Array.isArray(made);
  if (isList || (isRecord(old) && isRecord(made))) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(made)])];
    return keys.flatMap((key) => differences(old[key], made[key], [...path, key], places));
  }
  if (old === made) return [];
  const expected = places.some((place) => isUnder(place, path));
  if (expected && typeof old === "number" && typeof made === "number") {
    const allowed = Math.max(floor, relative * Math.max(Math.abs(old), Math.abs(made)));
    if (Math.abs(old - made) <= allowed) return [];
  }
  return [
    `${path.join(".")}: ${JSON.stringify(old)} is committed, ${JSON.stringify(made)} is made${expected ? "" : " (not an expected value: no difference is allowed)"}`,
  ];
}

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
