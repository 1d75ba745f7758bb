import type { ReactNode } from "react";
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { Keys } from "./Keys.tsx";
import "./controls.css";
import "./overlays.css";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  readonly shortcut?: string | undefined;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly icon?: ReactNode;
}

export interface MenuProps {
  /** The button's name for screen readers. */
  readonly label: string;
  /** What the button shows. */
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly onAction: (id: string) => void;
  readonly look?: "icon" | "secondary" | "primary" | "quiet";
  readonly disabled?: boolean;
}

export function Menu({ label, trigger, entries, onAction, look = "icon", disabled = false }: MenuProps): ReactNode {
  const className = look === "icon" ? "icon-button icon-button-normal" : `button button-${look} button-normal`;
  return (
    <MenuTrigger>
      <Button aria-label={label} className={className} isDisabled={disabled}>
        {trigger}
      </Button>
      <Popover className="popover">
        <AriaMenu className="list-box" items={entries} onAction={(key) => onAction(String(key))}>
          {(entry) => (
            <MenuItem
              id={entry.id}
              textValue={entry.label}
              className={`list-item${entry.danger === true ? " list-item-danger" : ""}`}
              isDisabled={entry.disabled ?? false}
            >
              {entry.icon === undefined ? null : <span className="list-check">{entry.icon}</span>}
              <span className="list-words">
                <Text slot="label">{entry.label}</Text>
                {entry.description === undefined ? null : (
                  <Text slot="description" className="list-description">
                    {entry.description}
                  </Text>
                )}
              </span>
              {entry.shortcut === undefined ? null : <Keys shortcut={entry.shortcut} />}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
