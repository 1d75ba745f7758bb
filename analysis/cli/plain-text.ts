import { visibleText } from "../report/visible-text.ts";

/**
 * Text that a terminal or a build server shows and does not obey: control characters and escape sequences become visible,
 * and a line that starts like a build server's command (`::error::`, `##[`) no longer does.
 */
export const plainText = (text: string): string =>
  visibleText(text)
    .replace(/^(\s*)::/gm, "$1: :")
    .replaceAll("##[", "# #[");
