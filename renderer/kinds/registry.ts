import { kinds, type KindId } from "../../analysis/kinds/registry.ts";
import { DriftForm } from "./drift/DriftForm.tsx";
import { DriftView } from "./drift/DriftView.tsx";
import { NoteForm } from "./note/NoteForm.tsx";
import { NoteView } from "./note/NoteView.tsx";
import { pair, type PairedKind } from "./pair.tsx";
import { PerformanceForm } from "./performance/PerformanceForm.tsx";
import { PerformanceView } from "./performance/PerformanceView.tsx";
import { QualityForm } from "./quality/QualityForm.tsx";
import { QualityView } from "./quality/QualityView.tsx";

/** The other half of every kind of analysis/kinds/registry.ts: forgetting one does not compile. */
export const views: { readonly [K in KindId]: PairedKind } = {
  note: pair(kinds.note, NoteView, NoteForm),
  quality: pair(kinds.quality, QualityView, QualityForm),
  drift: pair(kinds.drift, DriftView, DriftForm),
  performance: pair(kinds.performance, PerformanceView, PerformanceForm),
};
