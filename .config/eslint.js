import globals from "globals";
import hooks from "eslint-plugin-react-hooks";
import a11y from "eslint-plugin-jsx-a11y";
import tseslint from "typescript-eslint";

const limits = (lines) => ({ "max-lines": ["error", { max: lines, skipBlankLines: true, skipComments: true }] });
const clockAndDice = [
  { object: "Math", property: "random", message: "Inject the seeded generator of base/rng.ts." },
  { object: "Date", property: "now", message: "Inject the time." },
  { object: "performance", property: "now", message: "Inject the time." },
];
const platformMaths = ["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh"].map(
  (property) => ({
    ...{ object: "Math", property },
    message: "JavaScript engines differ in its last digit: use the function of @stdlib/math-base-special.",
  }),
);
const noMarkup = ["innerHTML", "outerHTML", "dangerouslySetInnerHTML"].map((property) => ({ property }));

export default tseslint.config(
  { ignores: ["dist/**", "release/**", "node_modules/**", "**/*.d.ts"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "analysis/tsconfig.json",
          "analysis/tsconfig.node.json",
          "electron/tsconfig.json",
          "renderer/tsconfig.json",
          "e2e/tsconfig.json",
          "tsconfig.test.json",
        ],
        tsconfigRootDir: new URL("..", import.meta.url).pathname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/only-throw-error": "error",
      complexity: ["error", 12],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "no-eval": "error",
      "no-console": "error",
      "no-restricted-properties": ["error", ...noMarkup],
      ...limits(300),
    },
  },
  { files: ["analysis/{base,stats,sql}/**/*.ts"], rules: limits(150) },
  { files: ["analysis/kinds/*/**/*.ts"], rules: limits(250) },
  {
    files: ["analysis/{base,stats,sql,document,kinds,run,report}/**/*.ts"],
    ignores: ["**/*.test.ts", "**/testing/**"],
    rules: { "no-restricted-properties": ["error", ...noMarkup, ...clockAndDice, ...platformMaths] },
  },
  {
    files: ["renderer/**/*.tsx"],
    extends: [hooks.configs.flat["recommended-latest"], a11y.flatConfigs.recommended],
    rules: { "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["**/*.test.{ts,tsx}", "e2e/**", "**/testing/**"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      ...limits(600),
    },
  },
  { files: ["analysis/cli/**", "scripts/**", "e2e/**", "bench/**", "samples/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.{mjs,cjs,js}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
);
