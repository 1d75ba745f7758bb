import { Check, ChevronDown } from "lucide-react";
import { useState, type ReactNode, type ReactElement } from "react";
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import type { Option } from "./Select.tsx";
import "./controls.css";
import "./overlays.css";

export interface MultiSelectProps {
  readonly label: string;
  readonly selected: readonly string[];
  readonly options: readonly Option<string>[];
  readonly onChange: (selected: readonly string[]) => void;
  /** What an empty choice means: "All features". */
  readonly empty: string;
  readonly description?: string | undefined;
  readonly disabled?: boolean;
}

/** Several of many, such as columns: a button that says what is chosen and opens a searchable list. */
export function MultiSelect(props: MultiSelectProps): ReactNode {
  const { label, selected, options, onChange, empty, description, disabled = false } = props;
  const [search, setSearch] = useState("");
  const chosen = new Set(selected);
  const shown = options.filter((option) => option.label.toLowerCase().includes(search.toLowerCase()));
  const names = options.filter(({ value }) => chosen.has(value)).map((option) => option.label);
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {label}
      </span>
      <DialogTrigger onOpenChange={() => setSearch("")}>
        <AriaButton
          className="select-button"
          isDisabled={disabled}
          aria-label={`${label}: ${names.length === 0 ? empty : names.join(", ")}`}
        >
          <span className="select-value">{summary(names, empty)}</span>
          <ChevronDown size={14} aria-hidden />
        </AriaButton>
        <Popover className="popover popover-tall">
          <Dialog aria-label={label} className="multi-select">
            <div className="multi-select-head">
              <Input
                className="input"
                aria-label={`Search ${label.toLowerCase()}`}
                placeholder={`Search ${options.length}`}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
              />
              <AriaButton className="button button-quiet button-small" onPress={() => onChange([])}>
                Clear
              </AriaButton>
            </div>
            <ListBox
              aria-label={label}
              className="list-box"
              selectionMode="multiple"
              // Escape closes the list; it must not throw away what is chosen.
              escapeKeyBehavior="none"
              selectedKeys={chosen}
              items={shown}
              onSelectionChange={(keys) => onChange(afterChoosing(options, shown, selected, keys))}
              renderEmptyState={() => <p className="list-empty">Nothing matches.</p>}
            >
              {multiOption}
            </ListBox>
          </Dialog>
        </Popover>
      </DialogTrigger>
      {description === undefined ? null : <span className="field-description">{description}</span>}
    </div>
  );
}

/** The item itself, not a component around it: the list takes its key from the element's id. */
function multiOption(option: Option<string>): ReactElement {
  return (
    <ListBoxItem id={option.value} textValue={option.label} className="list-item" isDisabled={option.disabled ?? false}>
      {({ isSelected }) => (
        <>
          <span className={`checkbox-box${isSelected ? " checkbox-box-on" : ""}`}>
            {isSelected ? <Check size={12} strokeWidth={3} aria-hidden /> : null}
          </span>
          <span className="list-words">
            {option.label}
            {option.description === undefined ? null : <span className="list-description">{option.description}</span>}
          </span>
        </>
      )}
    </ListBoxItem>
  );
}

function summary(names: readonly string[], empty: string): string {
  if (names.length === 0) return empty;
  return names.length <= 2 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}

/** What the search hides keeps its state; the answer is in the order of the options. */
function afterChoosing(
  options: readonly Option<string>[],
  shown: readonly Option<string>[],
  selected: readonly string[],
  keys: "all" | Set<string | number>,
): readonly string[] {
  const visible = new Set(shown.map(({ value }) => value));
  const before = new Set(selected);
  return options
    .map(({ value }) => value)
    .filter((value) => (visible.has(value) ? keys === "all" || keys.has(value) : before.has(value)));
}
