const integers = /^U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;

export const isExactInteger = (type: string): boolean => integers.test(type);
export const isNumberType = (type: string): boolean => isExactInteger(type) || /^(?:FLOAT|DOUBLE|DECIMAL\b)/.test(type);
export const isTimeType = (type: string): boolean => type === "DATE" || type.startsWith("TIMESTAMP");
