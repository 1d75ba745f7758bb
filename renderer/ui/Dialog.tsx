import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { IconButton } from "./IconButton.tsx";
import "./overlays.css";

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  readonly size?: "small" | "normal" | "large";
  /** For a choice that must be made: neither a click outside nor Escape closes it. */
  readonly insist?: boolean;
}

export function Dialog(props: DialogProps): ReactNode {
  const { title, open, onClose, children, actions, size = "normal", insist = false } = props;
  return (
    <ModalOverlay
      className="veil"
      isOpen={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      isDismissable={!insist}
      isKeyboardDismissDisabled={insist}
    >
      <Modal className={`modal modal-${size}`}>
        <AriaDialog className="dialog" role={insist ? "alertdialog" : "dialog"}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {insist ? null : <IconButton label="Close" icon={<X size={16} aria-hidden />} onPress={onClose} />}
          </header>
          <div className="dialog-body">{children}</div>
          {actions === undefined ? null : <footer className="dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
