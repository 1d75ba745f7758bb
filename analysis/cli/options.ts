import { InvalidArgumentError, Option, type Command } from "commander";

/** An option that can be given several times. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** A comma-separated list; it can be given in several parts. */
export const list = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
];

export function finiteNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It is not a number.");
  return value;
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("It is not a whole number of 1 or more.");
  return value;
}

/** Options of every command that computes. */
export const withEngineOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("--workers <n>", "query workers that run at once (default: the cores, at most 4)").argParser(
        wholeNumber,
      ),
    )
    .addOption(new Option("--timeout <seconds>", "how long one query may take (default: 60)").argParser(wholeNumber));

/** Options of every command that opens the data of an investigation that may come from others. */
export const withDataOptions = (command: Command): Command =>
  withEngineOptions(command).addOption(
    new Option(
      "--allow <folder>",
      "a folder outside the investigation's own that its data may be read from; repeatable",
    )
      .argParser(collect)
      .default([]),
  );

export interface DataChoice {
  readonly workers?: number;
  readonly timeout?: number;
  readonly allow: readonly string[];
}
