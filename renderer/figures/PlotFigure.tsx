import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import type { Figure } from "../../analysis/kinds/kind.ts";
import { drawFigure } from "./draw-figure.ts";
import "./figures.css";

export interface PlotFigureProps {
  readonly figure: Figure;
  /** Shown under the title instead of the figure's own description. */
  readonly caption?: ReactNode;
  /** The widest that the chart is drawn, in CSS pixels. */
  readonly maxWidth?: number;
}

const narrowest = 280;

/** A kind's figure, drawn to the width that there is. The description is both the caption and the text alternative. */
export function PlotFigure({ figure, caption, maxWidth = 1040 }: PlotFigureProps): ReactNode {
  const describedBy = useId();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame, maxWidth);

  useEffect(() => {
    if (frame.current === null || width === 0) return;
    const chart = drawFigure(figure, width);
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", figure.title);
    chart.setAttribute("aria-describedby", describedBy);
    frame.current.replaceChildren(chart);
  }, [figure, width, describedBy]);

  return (
    <figure className="figure">
      <figcaption className="figure-caption">
        <span className="figure-title">{figure.title}</span>
        <span id={describedBy} className="figure-description">
          {caption ?? figure.description}
        </span>
      </figcaption>
      <div ref={frame} className="figure-frame" />
    </figure>
  );
}

function useWidth(frame: React.RefObject<HTMLDivElement | null>, most: number): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = (): void => setWidth(Math.max(narrowest, Math.min(most, Math.floor(element.clientWidth))));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [frame, most]);
  return width;
}
