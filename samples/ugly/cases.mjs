/** A column name as SQL, whatever characters it has. */
const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

const nastyNames = [
  "a name with spaces",
  'say "hello"',
  "it's",
  "semi;colon",
  "'; DROP TABLE reference; --",
  "SELECT",
  "count(*)",
  "../../etc/passwd",
  "<img src=x onerror=alert(1)>",
  "& < >",
  "{{c_drift.value}}",
  "@c_drift",
  "=1+1",
  "-- comment",
  "/* comment */",
  "tab\there",
  "line\nbreak",
  "back\\slash",
  "percent%20sign",
  "comma,separated",
  "🦀 crab",
  "👩‍👩‍👧‍👦",
  "naïve",
  "nai\u0308ve",
  "收入",
  "دخل شهري",
  "zero\u200bwidth",
  "\u202eright to left",
  "__proto__",
  "constructor",
  "0",
  "NaN",
  "null",
  "very_long_" + "feature_name_that_somebody_really_chose_".repeat(5),
  ..."abcdef",
];

/** Forty features; the odd ones are numbers and every third of them moves in production. */
const fortyFeatures = (moved) =>
  nastyNames
    .map((name, index) =>
      index % 2 === 0
        ? `(i * ${index + 7}) % 101 + ${index % 3 === 0 ? moved : 0} AS ${quoted(name)}`
        : `'value ' || (i * ${index + 3}) % ${2 + (index % 9)} AS ${quoted(name)}`,
    )
    .join(", ");

const nastyTexts = [
  "<script>alert(1)</script>",
  "'; DROP TABLE production; --",
  "=cmd|' /C calc'!A0",
  "+1",
  "",
  " ",
  "null",
  "NULL",
  "NaN",
  "a\u0001b",
  "line\nbreak",
  "🦀",
  "e\u0301",
  "é",
  "\u202eabc",
  "x".repeat(5000),
];
const textList = nastyTexts.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ");

const extremes = `CASE i % 7 WHEN 0 THEN 'Infinity'::DOUBLE WHEN 1 THEN '-Infinity'::DOUBLE WHEN 2 THEN 'NaN'::DOUBLE
  WHEN 3 THEN NULL WHEN 4 THEN -0.0::DOUBLE WHEN 5 THEN 5e-324::DOUBLE ELSE 1.7976931348623157e308::DOUBLE END`;

/** One folder's worth of data that nobody wants: a name, and the SELECT lists of a reference and a production file over `i`. */
export const cases = [
  { name: "forty-features", rows: 2000, reference: fortyFeatures(0), production: fortyFeatures(25) },
  { name: "three-rows", rows: 3, reference: "i AS x, 'a' AS c", production: "i + 1 AS x, 'b' AS c" },
  { name: "no-rows", rows: 0, reference: "i AS x, 'a' AS c", production: "i AS x, 'a' AS c" },
  {
    name: "all-null",
    rows: 500,
    reference: "i AS x, NULL::DOUBLE AS number, NULL::VARCHAR AS text, NULL::TIMESTAMP AS time, NULL::BOOLEAN AS flag",
    production: "i AS x, NULL::DOUBLE AS number, NULL::VARCHAR AS text, NULL::TIMESTAMP AS time, NULL::BOOLEAN AS flag",
  },
  {
    name: "became-null",
    rows: 500,
    reference: "i AS x, i * 1.5::DOUBLE AS number, 'c' || i % 3 AS text",
    production: "i AS x, NULL::DOUBLE AS number, NULL::VARCHAR AS text",
  },
  {
    name: "one-value",
    rows: 500,
    reference: "7 AS number, 'only' AS text, TRUE AS flag, TIMESTAMP '2026-01-01' AS time",
    production: "8 AS number, 'only' AS text, TRUE AS flag, TIMESTAMP '2026-01-01' AS time",
  },
  {
    name: "infinities",
    rows: 700,
    reference: "i / 3e0 AS calm, " + extremes + " AS wild",
    production: `${extremes} AS calm, i / 3e0 AS wild`,
  },
  {
    name: "texts",
    rows: 1600,
    reference: `[${textList}][1 + i % ${nastyTexts.length}] AS text, i % 5 AS x`,
    production: `[${textList}][1 + (i * i) % ${nastyTexts.length}] AS text, i % 5 AS x`,
  },
  {
    name: "extremes",
    rows: 400,
    reference: `9007199254740993 + i AS beyond_double, ((i - 200) % 100)::TINYINT AS tiny, 1e-300::DOUBLE * i AS small,
      TIMESTAMP '0001-01-01' + to_days(i::INT) AS early, DATE '9999-01-01' - i::INT AS late, i::DECIMAL(38, 10) AS wide_decimal,
      i::HUGEINT * 100000000000000000000 AS huge, TIME '12:00:00' AS clock`,
    production: `9007199254740993 - i AS beyond_double, ((i - 200) % 90)::TINYINT AS tiny, 2e-300::DOUBLE * i AS small,
      TIMESTAMP '0001-01-01' + to_days(2 * i::INT) AS early, DATE '9999-01-01' - 2 * i::INT AS late,
      2 * i::DECIMAL(37, 10) AS wide_decimal, i::HUGEINT * 200000000000000000000 AS huge, TIME '13:00:00' AS clock`,
  },
  {
    name: "many-categories",
    rows: 30_000,
    reference: "'user ' || i AS user_id, 'group ' || i % 5000 AS long_tail",
    production: "'user ' || (i + 15000) AS user_id, 'group ' || (i * i) % 7000 AS long_tail",
  },
  {
    name: "other-columns",
    rows: 500,
    reference: "i AS number_to_text, i AS vanished, 'a' AS kept, '0' || i AS leading_zeros",
    production: "'n' || i AS number_to_text, i AS appeared, 'a' AS kept, i AS leading_zeros",
  },
  {
    name: "one-class",
    rows: 500,
    reference:
      "i AS request_id, (i % 97) / 97e0 AS score, 0 AS label, TIMESTAMP '2026-01-01' + to_minutes(i::INT) AS event_time",
    production:
      "i AS request_id, (i % 89) / 89e0 AS score, 1 AS label, TIMESTAMP '2026-02-01' + to_minutes(i::INT) AS event_time",
  },
  {
    name: "strange-times",
    rows: 600,
    reference: "i AS x, TIMESTAMP '2026-01-01' + to_minutes(i::INT) AS event_time",
    production: `i AS x, CASE WHEN i < 3 THEN TIMESTAMP '2099-01-01' WHEN i < 6 THEN TIMESTAMP '1970-01-01' WHEN i < 20 THEN NULL
      ELSE TIMESTAMP '2026-02-01' + to_minutes(i::INT) END AS event_time`,
  },
  {
    name: "nested",
    rows: 300,
    reference: "i AS x, [i, i + 1] AS list, {'a': i, 'b': 'c'} AS record, MAP {'k': i} AS map, 'ab'::BLOB AS bytes",
    production: "i AS x, [i] AS list, {'a': i, 'b': 'd'} AS record, MAP {'k': i} AS map, 'cd'::BLOB AS bytes",
  },
];
