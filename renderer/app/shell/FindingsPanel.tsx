import { useState, type ReactNode } from "react";
import { verdictLooks } from "../../../analysis/kinds/verdict.ts";
import { formatInstant } from "../../../analysis/base/format.ts";
import type { FindingGroup } from "../../../analysis/report/findings.ts";
import { findingsOf } from "../../state/findings.ts";
import { rollUpOf } from "../../state/roll-up.ts";
import { Button } from "../../ui/Button.tsx";
import { useDocument, useInvestigation, useSession } from "../session-context.ts";
import { goToCell } from "../go-to-cell.ts";

const firstShown = 5;

export function FindingsPanel(): ReactNode {
  const investigation = useInvestigation();
  const [all, setAll] = useState(false);
  const groups = findingsOf(investigation);
  if (groups.length === 0) return <NoFindings />;
  const hidden = all ? 0 : Math.max(0, groups.length - firstShown);
  return (
    <div className="panel">
      <h2 className="visually-hidden">Findings</h2>
      <ol className="findings">
        {groups.slice(0, groups.length - hidden).map((group) => (
          <FindingItem key={group.subject} group={group} />
        ))}
      </ol>
      {hidden === 0 ? null : (
        <Button variant="quiet" size="small" onPress={() => setAll(true)}>
          {hidden} more, lower impact
        </Button>
      )}
    </div>
  );
}

function FindingItem({ group }: { readonly group: FindingGroup }): ReactNode {
  return (
    <li className="finding">
      <p className={`finding-subject finding-${group.level}`}>
        <span aria-hidden>{verdictLooks[group.level].glyph}</span>
        <span className="visually-hidden">{verdictLooks[group.level].word}:</span> {group.subject}
      </p>
      {group.findings.map((finding) => (
        <FindingLine key={`${finding.cellId} ${finding.sentence}`} finding={finding} />
      ))}
    </li>
  );
}

function FindingLine({ finding }: { readonly finding: FindingGroup["findings"][number] }): ReactNode {
  const session = useSession();
  return (
    <button type="button" className="finding-line" onClick={() => goToCell(session, finding.cellId)}>
      <span>{finding.sentence}</span>
      <span className="finding-source">
        {finding.cellTitle}
        {finding.since === null ? "" : ` · since ${formatInstant(finding.since)}`}
        {finding.stale ? " · ⟳ not up to date" : ""}
      </span>
    </button>
  );
}

function NoFindings(): ReactNode {
  const investigation = useInvestigation();
  const engine = useDocument((state) => state.engine);
  const { fresh, counts } = rollUpOf(investigation, engine);
  const text =
    fresh === 0
      ? "Findings appear here when cells have run."
      : `No check failed or warned in ${String(fresh)} ${fresh === 1 ? "cell" : "cells"}.${
          counts.low_n === 0 ? "" : ` ${String(counts.low_n)} had not enough data.`
        }`;
  return <p className="panel-empty">{text}</p>;
}
