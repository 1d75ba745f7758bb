import { FilePlus2, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button.tsx";
import { useDocument, usePerform } from "../session-context.ts";
import { ModelCard } from "./ModelCard.tsx";
import { PinCard } from "./PinCard.tsx";
import "./pins.css";

/** Every dataset and model that the investigation is built on, and whether it is still the same. */
export function PinsPanel(): ReactNode {
  const datasets = useDocument(({ open }) => open?.investigation.datasets) ?? [];
  const models = useDocument(({ open }) => open?.investigation.models) ?? [];
  const readOnly = useDocument(({ open }) => open?.readOnly !== null);
  const perform = usePerform();
  const hasProduction = datasets.some(({ role }) => role === "production");
  return (
    <div className="panel">
      <h2 className="visually-hidden">Pins</h2>
      {datasets.map((dataset) => (
        <PinCard key={dataset.id} dataset={dataset} />
      ))}
      {hasProduction ? null : (
        <p className="panel-empty">
          {datasets.length === 0
            ? "Nothing is pinned yet. Drop Parquet files here, or choose them."
            : "Pin a production window to compare."}
        </p>
      )}
      {models.map((model) => (
        <ModelCard key={model.id} model={model} />
      ))}
      <div className="panel-actions">
        <Button size="small" disabled={readOnly} onPress={() => perform("file.addData")}>
          <FilePlus2 size={14} aria-hidden /> Add data…
        </Button>
        {datasets.length === 0 ? null : (
          <Button size="small" onPress={() => perform("pins.verify")}>
            <ShieldCheck size={14} aria-hidden /> Verify all
          </Button>
        )}
      </div>
    </div>
  );
}
