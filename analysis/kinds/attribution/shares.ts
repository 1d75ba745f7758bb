import { uniformFrom } from "../../base/rng.ts";
import type { StatsSource } from "../../base/stats-source.ts";
import { at } from "../../stats/at.ts";
import { percentileInterval } from "../../stats/bootstrap-counts.ts";
import type { CellSquares } from "../../stats/poisson-bootstrap.ts";
import { coalitionsOf, type CellSums } from "../../stats/reweighted-loss.ts";
import { drawnShares, shapleyShares, type ReweightingGame } from "../../stats/shapley-shares.ts";
import type { AttributionConfig } from "./config.ts";
import type { Shifted } from "./drift-items.ts";
import type { LevelSet } from "./levels.ts";
import type { Losses } from "./measure-change.ts";
import type { OutsideLevels } from "./outside.ts";
import type { Estimate, Shares } from "./result.ts";
import type { BothRows } from "./sides.ts";
import { cellsQuery, mostCells, type CellRow } from "./sql/level-sums.ts";

/** A level with fewer reference rows is one that the reference cannot speak for. */
export const fewestSupport = 20;
/** Draws of the bootstrap; fewer where the games are large, never under 100. */
const draws = 200;
const longGame = 2_000_000;

export interface SharesFrame {
  readonly config: AttributionConfig;
  readonly rows: BothRows;
  readonly losses: Losses;
  /** The change of the mean, with its interval. */
  readonly change: Estimate;
}

export interface SharesFound {
  readonly shares: Shares;
  /** By feature: the levels that the reference cannot speak for. */
  readonly outside: ReadonlyMap<string, OutsideLevels>;
}

/** Shares the change among the features that shifted most, by how the reference's loss depends on them together. */
export async function sharesOf(
  source: StatsSource,
  shifted: readonly Shifted[],
  still: number,
  frame: SharesFrame,
): Promise<SharesFound> {
  const chosen = crossable(shifted.slice(0, frame.config.most_features));
  const left_out = shifted.filter((one) => !chosen.includes(one)).map(({ column }) => column);
  if (chosen.length === 0)
    return {
      shares: { features: [], left_out, still, unexplained: frame.change, cells: 0, draws: 0 },
      outside: new Map(),
    };
  const sets = chosen.map(({ coarse }) => coarse);
  const [before, after] = await Promise.all([
    source.rows(cellsQuery(frame.rows.reference, sets, frame.losses.reference)),
    source.rows(cellsQuery(frame.rows.production, sets, frame.losses.production)),
  ]);
  const game = gameOf(sets, before, after);
  const values = shapleyShares(game, game.reference, game.production);
  const drawn = bootstrap(game, frame.config.seed);
  const of = (index: number): Estimate => {
    const interval = percentileInterval(drawn.map((draw) => at(draw, index)));
    return { value: at(values, index), low: interval?.low ?? null, high: interval?.high ?? null };
  };
  const rows = game.production.rows.reduce((sum, n) => sum + n, 0);
  const shares: Shares = {
    features: chosen.map(({ column }, index) => ({
      ...{ column, part: of(index), outside: outsideRows(game, index) / rows },
    })),
    ...{ left_out, still, unexplained: of(chosen.length), cells: game.cells, draws: drawn.length },
  };
  const outside = chosen.map(({ column, coarse }, index) => {
    const levels = [...(game.joint.outside[index] ?? [])].sort((a, b) => a - b);
    return [column, { levels: coarse, outside: levels }] as const;
  });
  return { shares, outside: new Map(outside) };
}

/** As many of the first as can be crossed without more cells than the engine may answer with. */
function crossable(shifted: readonly Shifted[]): readonly Shifted[] {
  let cells = 1;
  return shifted.filter(({ occupied }) => (cells *= occupied) <= mostCells);
}

interface Game extends ReweightingGame {
  readonly reference: CellSquares;
  readonly production: CellSquares;
  readonly cells: number;
}

function gameOf(sets: readonly LevelSet[], before: readonly CellRow[], after: readonly CellRow[]): Game {
  const key = ({ levels }: CellRow): string => levels.join(" ");
  const place = new Map<string, number>();
  const cells: CellRow[] = [];
  for (const row of [...before, ...after]) {
    if (place.has(key(row))) continue;
    place.set(key(row), cells.length);
    cells.push(row);
  }
  const side = (list: readonly CellRow[]): CellSquares => {
    const blank = () => new Float64Array(cells.length);
    const into = { rows: blank(), sums: blank(), squares: blank() };
    for (const row of list) {
      const index = place.get(key(row)) ?? 0;
      [into.rows[index], into.sums[index], into.squares[index]] = [row.rows, row.sum, row.squares];
    }
    return into;
  };
  const [reference, production] = [side(before), side(after)];
  const levels = sets.map((_, feature) => Uint8Array.from(cells, (cell) => cell.levels[feature] ?? 0));
  const joint = { levels, outside: levels.map((list) => unsupported(list, reference)) };
  return { joint, coalitions: coalitionsOf(joint), reference, production, cells: cells.length };
}

function unsupported(levels: Uint8Array, { rows }: CellSums): ReadonlySet<number> {
  const by = new Float64Array(256);
  levels.forEach((level, cell) => (by[level] = at(by, level) + at(rows, cell)));
  return new Set([...levels].filter((level) => at(by, level) < fewestSupport));
}

const outsideRows = ({ joint, production }: Game, feature: number): number =>
  production.rows.reduce(
    (sum, n, cell) => sum + (joint.outside[feature]?.has(joint.levels[feature]?.[cell] ?? 0) === true ? n : 0),
    0,
  );

function bootstrap(game: Game, seed: number): readonly Float64Array[] {
  const uniform = uniformFrom(seed, "attribution shares");
  const times = game.cells * game.coalitions.length > longGame ? draws / 2 : draws;
  return drawnShares(game, game, { draws: times, uniform });
}
