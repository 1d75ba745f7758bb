import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { showToast } from "../state/ui.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import { useSession } from "./session-context.ts";

/** Eight digits of a digest; all of them on hover and focus, and in the clipboard when it is pressed. */
export function Digest({ value }: { readonly value: string }): ReactNode {
  const { ui } = useSession();
  const hex = value.replace("sha256:", "");
  const copy = (): void => {
    navigator.clipboard.writeText(hex).then(
      () => showToast(ui, "Digest copied"),
      () => showToast(ui, "The clipboard is not available"),
    );
  };
  return (
    <Tooltip text={hex}>
      <Button className="digest" aria-label={`Copy digest ${hex.slice(0, 8)}`} onPress={copy}>
        <code>{hex.slice(0, 8)}</code>
      </Button>
    </Tooltip>
  );
}
