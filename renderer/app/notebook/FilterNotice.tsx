import type { ReactNode } from "react";
import { formatInstant } from "../../../analysis/base/format.ts";
import { setFilters } from "../../../analysis/document/edits.ts";
import type { Filters } from "../../../analysis/document/schema.ts";
import { edit } from "../../state/document.ts";
import { Button } from "../../ui/Button.tsx";
import { TagList } from "../../ui/TagList.tsx";
import { useInvestigation, useSession } from "../session-context.ts";

const operators: Readonly<Record<Filters["slices"][number]["op"], string>> = {
  in: "is",
  not_in: "is not",
  at_least: "≥",
  below: "<",
  is_null: "is null",
  not_null: "is not null",
};

/** Filters that the file holds are never hidden: they change every number below. */
export function FilterNotice(): ReactNode {
  const { document } = useSession();
  const { filters } = useInvestigation();
  const { time, slices } = filters;
  if (time === null && slices.length === 0) return null;
  const tags = [
    ...(time === null
      ? []
      : [{ id: "time", label: `${bound(time.from, "the start")} to ${bound(time.to, "the end")}` }]),
    ...slices.map(({ column, op, values }, index) => ({
      id: String(index),
      label: `${column} ${operators[op]} ${values.join(", ")}`.trim(),
    })),
  ];
  const remove = (removed: string): void =>
    edit(document, "a filter", (investigation) =>
      setFilters(investigation, {
        time: removed === "time" ? null : time,
        slices: slices.filter((_, index) => String(index) !== removed),
      }),
    );
  return (
    <section className="filter-notice" aria-label="Filters">
      <span className="muted">Only rows where</span>
      <TagList label="Active filters" tags={tags} onRemove={remove} />
      <Button
        size="small"
        variant="quiet"
        onPress={() => edit(document, "no filters", (now) => setFilters(now, { time: null, slices: [] }))}
      >
        Clear
      </Button>
    </section>
  );
}

const bound = (instant: string | null, open: string): string => (instant === null ? open : formatInstant(instant));
