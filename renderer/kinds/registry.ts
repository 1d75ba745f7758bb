import type { ComponentType } from "react";
import type { ConfigOf, KindId, ResultOf } from "../../analysis/kinds/registry.ts";
import { NoteForm } from "./note/NoteForm.tsx";
import { NoteView } from "./note/NoteView.tsx";
import type { FormProps, ViewProps } from "./view-props.ts";

type Pairing = {
  readonly [K in KindId]: {
    readonly View: ComponentType<ViewProps<ResultOf<K>, ConfigOf<K>>>;
    readonly Form: ComponentType<FormProps<ConfigOf<K>>>;
  };
};

/** The other half of every kind of analysis/kinds/registry.ts: forgetting one does not compile. */
export const views: Pairing = {
  note: { View: NoteView, Form: NoteForm },
};
