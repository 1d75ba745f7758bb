import { colorVariables } from "../kinds/theme.ts";

/** Chip fills and texts, each pair at least 7:1. */
const lightChips = `
--chip-pass: #DDEFEA; --on-pass: #0E4A40; --chip-warn: #FBE9C6; --on-warn: #5C3A00; --chip-fail: #F9DAD5; --on-fail: #7A160E;
--chip-quiet: #E6E9ED; --on-quiet: #3A424D; --chip-info: #DCEBF8; --on-info: #0B4A80; --page: #FFFFFF; --panel: #F6F7F9; --link: #0A5A9C;`;
const darkChips = `
--chip-pass: #12332C; --on-pass: #8FE0C6; --chip-warn: #3D2C06; --on-warn: #FFD98A; --chip-fail: #43150E; --on-fail: #FFB5A6;
--chip-quiet: #2A3038; --on-quiet: #C3CBD6; --chip-info: #0F2C45; --on-info: #A8D6FA; --page: #14171C; --panel: #1B1F26; --link: #7CC4FF;`;

const page = `
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
body { max-width: 1040px; margin: 0 auto; padding: 56px 40px 80px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 34px; letter-spacing: -0.015em; margin: 4px 0 16px; }
h2 { font-size: 24px; letter-spacing: -0.01em; margin: 64px 0 20px; padding-top: 20px; border-top: 2px solid var(--text); }
h3 { font-size: 18px; margin: 32px 0 10px; }
h4, h5, h6 { font-size: 15px; margin: 24px 0 8px; }
p { margin: 0 0 12px; }
a { color: var(--link); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--production); outline-offset: 2px; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { background: var(--panel); border: 1px solid var(--grid); border-radius: 6px; padding: 12px 14px; overflow-x: auto; margin: 0 0 16px; }
pre.copy { user-select: all; }
.hash { overflow-wrap: anywhere; font-size: 12px; }
.muted { color: var(--muted); font-weight: normal; }
.nowrap { white-space: nowrap; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -9999px; }
.skip:focus { position: static; }`;

const masthead = `
.overline { color: var(--muted); font-size: 13px; letter-spacing: 0.04em; margin: 0; }
.chips { margin: 0 0 16px; }
.chip { display: inline-block; justify-self: start; align-self: start; border-radius: 12px; padding: 1px 10px; font-size: 13px; font-weight: 600; line-height: 22px; }
.chip-pass { background: var(--chip-pass); color: var(--on-pass); }
.chip-warn, .chip-stale { background: var(--chip-warn); color: var(--on-warn); }
.chip-fail { background: var(--chip-fail); color: var(--on-fail); }
.chip-low_n, .chip-none { background: var(--chip-quiet); color: var(--on-quiet); }
.chip-info { background: var(--chip-info); color: var(--on-info); }
.chip-unverified { border: 1px solid var(--muted); line-height: 20px; color: var(--text); }
.facts { margin: 0 0 20px; display: grid; gap: 6px 0; }
.facts > div { display: grid; grid-template-columns: 150px 1fr; gap: 16px; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.banner { max-width: 820px; border-left: 4px solid var(--pass); background: var(--panel); padding: 12px 16px; border-radius: 0 6px 6px 0; margin: 24px 0 0; }
.banner-unverified { border-left-color: var(--warn); }
.banner-unverified strong { font-size: 20px; display: block; line-height: 1.4; }
nav ol { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; margin: 24px 0 0; font-size: 15px; }`;

const content = `
.question { margin: 0 0 24px; padding: 0 0 0 20px; border-left: 3px solid var(--grid); font-size: 19px; }
.question p { margin: 0; }
.findings { list-style: none; padding: 0; margin: 0 0 16px; }
.findings li { display: grid; grid-template-columns: 84px 1fr; gap: 16px; padding: 14px 0; border-top: 1px solid var(--grid); }
.findings li:last-child { border-bottom: 1px solid var(--grid); }
.findings p { margin: 4px 0 0; }
.cell { margin: 0 0 48px; }
.cell > h3 { margin-top: 40px; font-size: 20px; }
.sentence { font-size: 17px; max-width: 70ch; }
.reasons { color: var(--text); margin: 0 0 16px; padding-left: 20px; }
.stale { border-left: 4px dashed var(--warn); padding-left: 16px; }
.stale figure, .stale .table-block { opacity: 0.55; }
.missing { background: var(--panel); border-radius: 6px; padding: 12px 16px; }
.note { border-left: 3px solid var(--grid); padding-left: 20px; }
.provenance { color: var(--muted); font-size: 12px; margin: 12px 0 0; overflow-wrap: anywhere; }
.prose { max-width: 72ch; overflow-wrap: anywhere; }
.prose table { width: auto; }
.inert { color: inherit; }
figure { margin: 24px 0; break-inside: avoid; }
figcaption { margin: 0 0 8px; }
.plot { display: block; height: auto; max-width: 100%; min-width: 560px; overflow: visible; --plot-background: var(--page); }
.plot { font-size: 11px; }
.plot text, .plot tspan { white-space: pre; }
.plot-swatches { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; font-size: 12px; margin-bottom: 8px; }
.plot-swatch { display: inline-flex; align-items: center; gap: 6px; }
.plot-swatch .plot { min-width: 0; }
details { margin: 8px 0; }
summary { cursor: pointer; color: var(--link); font-size: 15px; padding: 2px 0; }
details[open] > summary { margin-bottom: 8px; }
footer { margin-top: 64px; padding-top: 16px; border-top: 1px solid var(--grid); color: var(--muted); font-size: 13px; }`;

const tables = `
.scroll { overflow-x: auto; margin: 0 0 12px;
  background: linear-gradient(to left, var(--page) 40%, transparent) right / 40px 100% no-repeat local,
    linear-gradient(to left, var(--grid), transparent) right / 14px 100% no-repeat; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; line-height: 1.4; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--grid); }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-weight: 600; border-bottom: 1px solid var(--muted); vertical-align: bottom; }
td { overflow-wrap: break-word; }
.number { text-align: right; white-space: nowrap; }
.instant { white-space: nowrap; }
.result { width: max-content; min-width: 100%; }
.result td.text { max-width: 44ch; }
.wide { min-width: 280px; }
.grouped td:last-child { min-width: 130px; }
.grouped tbody th { font-weight: 600; }
td .chip { white-space: nowrap; }
.verdict { width: 1%; white-space: nowrap; }`;

const print = `
@media print {
  @page { margin: 18mm 16mm; }
  html { font-size: 11pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h2, h3, h4 { break-after: avoid; }
  tr, .findings li, pre, .banner { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll, pre { overflow: visible; background: none; }
  .result { width: 100%; font-size: 8pt; }
  .result th, .result td { white-space: normal; overflow-wrap: anywhere; padding-right: 8px; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .plot { min-width: 0; }
  .table-block summary { list-style: none; color: var(--muted); }
  .table-block summary::after { content: " in the HTML report"; }
  a { color: inherit; text-decoration: none; }
  .chip, .banner, .plot, pre { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section + section { break-before: auto; }
}
@media screen and (max-width: 640px) {
  body { padding: 24px 16px 48px; }
  .facts > div, .findings li { grid-template-columns: 1fr; gap: 2px; }
}`;

/** The report's only style sheet: light, dark where the screen asks for it, and always light on paper. */
export const reportStyle = `
:root { color-scheme: light dark; ${colorVariables("light")} ${lightChips} }
@media screen and (prefers-color-scheme: dark) { :root { ${colorVariables("dark")} ${darkChips} } }
${page}${masthead}${content}${tables}${print}
`;
