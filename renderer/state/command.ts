import type { CommandId } from "./command-ids.ts";
import type { Session } from "./session.ts";

/** Something that can be done: the same thing from the menu, the palette, a key or a button. */
export interface Command {
  readonly id: CommandId;
  readonly label: string;
  /** Keys as `Mod+Shift+Enter`; `d d` is two in a row. Mod is Ctrl, or Command on a Mac. The first is the one that is shown. */
  readonly shortcuts?: readonly string[];
  /** `command`: only while no text is edited; single letters belong there. */
  readonly when?: "always" | "command";
  /** Other words that people may search for. */
  readonly synonyms?: string;
  /** Why it can't be done now, or null. */
  blocked(session: Session): string | null;
  run(session: Session): void;
}
