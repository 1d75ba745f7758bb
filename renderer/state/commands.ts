import type { Command } from "./command.ts";
import type { CommandId } from "./command-ids.ts";
import { cellCommands } from "./commands/cell-commands.ts";
import { fileCommands } from "./commands/file-commands.ts";
import { runCommands } from "./commands/run-commands.ts";
import { viewCommands } from "./commands/view-commands.ts";
import type { Session } from "./session.ts";

export const commands: readonly Command[] = [...fileCommands, ...cellCommands, ...runCommands, ...viewCommands];

const byId = new Map(commands.map((command) => [command.id, command] as const));

export function commandById(id: string): Command | undefined {
  return byId.get(id as CommandId);
}

/** Runs a command unless it is blocked; true when it ran. */
export function perform(session: Session, id: string): boolean {
  const command = commandById(id);
  if (command === undefined || command.blocked(session) !== null) return false;
  command.run(session);
  return true;
}
