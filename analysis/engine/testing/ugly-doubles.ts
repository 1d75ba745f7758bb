/** SQL of numbers over rows `i`: nulls, NaN, both infinities, both zeros, and 5,003 values that repeat. */
export const uglyDoubles = `CASE WHEN i % 11 = 0 THEN NULL WHEN i % 13 = 0 THEN 'nan'::DOUBLE WHEN i % 17 = 0 THEN 'infinity'::DOUBLE WHEN i % 19 = 0 THEN '-infinity'::DOUBLE
    WHEN i % 23 = 0 THEN -0e0 WHEN i % 29 = 0 THEN 0e0 ELSE (hash(i) % 5003)::DOUBLE / 7 - 300 END`;
