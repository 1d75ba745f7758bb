import { Component, type ReactNode } from "react";
import { recordOf, type ErrorRecord } from "../../analysis/base/errors.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";

interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Another value lets the children try again. */
  readonly attempt: unknown;
}

interface Caught {
  readonly error: ErrorRecord | null;
  readonly attempt: unknown;
}

/** Keeps a fault in one part of the page from taking the rest, and the unsaved work, with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Caught> {
  override state: Caught = { error: null, attempt: this.props.attempt };

  static getDerivedStateFromError(thrown: unknown): Partial<Caught> {
    return { error: recordOf(thrown) };
  }

  static getDerivedStateFromProps({ attempt }: ErrorBoundaryProps, state: Caught): Partial<Caught> | null {
    return state.attempt === attempt ? null : { error: null, attempt };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <ErrorNotice error={this.state.error} />;
  }
}
