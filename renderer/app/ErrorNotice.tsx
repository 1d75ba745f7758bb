import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { ShownError } from "../bridge/contract-types.ts";
import { Button } from "../ui/Button.tsx";
import { Disclosure } from "../ui/Disclosure.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import "./error-notice.css";

export interface ErrorNoticeProps {
  readonly error: ShownError;
  readonly actions?: ReactNode;
  readonly onDismiss?: () => void;
}

/** An error as people need it: what happened, what it means, what to do; the technical detail on request. */
export function ErrorNotice({ error, actions, onDismiss }: ErrorNoticeProps): ReactNode {
  const { message, meaning, fix, code, detail } = error;
  const technical = `${code}\n${detail ?? ""}`.trim();
  return (
    <div className="error-notice" role="alert">
      <span className="error-glyph" aria-hidden>
        ◆
      </span>
      <div className="error-words">
        <p className="error-message">{message}</p>
        {meaning === undefined ? null : <p>{meaning}</p>}
        {fix === undefined ? null : <p className="error-fix">{fix}</p>}
        {actions === undefined ? null : <div className="error-actions">{actions}</div>}
        <Disclosure title="Technical detail">
          <pre className="error-detail">{technical}</pre>
          <Button size="small" onPress={() => void navigator.clipboard.writeText(`${message}\n${technical}`)}>
            Copy
          </Button>
        </Disclosure>
      </div>
      {onDismiss === undefined ? null : (
        <IconButton label="Dismiss" size="small" icon={<X size={14} aria-hidden />} onPress={onDismiss} />
      )}
    </div>
  );
}
