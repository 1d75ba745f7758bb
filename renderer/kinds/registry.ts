import { kinds, type KindId } from "../../analysis/kinds/registry.ts";
import { AttributionForm } from "./attribution/AttributionForm.tsx";
import { AttributionView } from "./attribution/AttributionView.tsx";
import { CalibrationForm } from "./calibration/CalibrationForm.tsx";
import { CalibrationView } from "./calibration/CalibrationView.tsx";
import { DriftForm } from "./drift/DriftForm.tsx";
import { DriftView } from "./drift/DriftView.tsx";
import { FairnessForm } from "./fairness/FairnessForm.tsx";
import { FairnessView } from "./fairness/FairnessView.tsx";
import { NoteForm } from "./note/NoteForm.tsx";
import { NoteView } from "./note/NoteView.tsx";
import { pair, type PairedKind } from "./pair.tsx";
import { PerformanceForm } from "./performance/PerformanceForm.tsx";
import { PerformanceView } from "./performance/PerformanceView.tsx";
import { QualityForm } from "./quality/QualityForm.tsx";
import { QualityView } from "./quality/QualityView.tsx";
import { SkewForm } from "./skew/SkewForm.tsx";
import { SkewView } from "./skew/SkewView.tsx";
import { SqlForm } from "./sql/SqlForm.tsx";
import { SqlView } from "./sql/SqlView.tsx";

/** The other half of every kind of analysis/kinds/registry.ts: forgetting one does not compile. */
export const views: { readonly [K in KindId]: PairedKind } = {
  note: pair(kinds.note, NoteView, NoteForm),
  quality: pair(kinds.quality, QualityView, QualityForm),
  drift: pair(kinds.drift, DriftView, DriftForm),
  skew: pair(kinds.skew, SkewView, SkewForm),
  sql: pair(kinds.sql, SqlView, SqlForm),
  calibration: pair(kinds.calibration, CalibrationView, CalibrationForm),
  fairness: pair(kinds.fairness, FairnessView, FairnessForm),
  attribution: pair(kinds.attribution, AttributionView, AttributionForm),
  performance: pair(kinds.performance, PerformanceView, PerformanceForm),
};
