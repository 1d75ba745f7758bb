import { expect, it } from "vitest";
import { visibleText } from "./visible-text.ts";

it("writes what hides or reorders text as escapes, and leaves text of any language alone", () => {
  expect(visibleText("abc\u202ecba\u2066 \u200b\ufeff\u0000\u001b[31m")).toBe(
    "abc\\u202ecba\\u2066 \\u200b\\ufeff\\u0000\\u001b[31m",
  );
  expect(visibleText("lone \ud800 surrogate")).toBe("lone \\ud800 surrogate");
  expect(visibleText("Größe 日本語 שלום 👩‍👧\n\tend")).toBe("Größe 日本語 שלום 👩‍👧\n\tend");
});
