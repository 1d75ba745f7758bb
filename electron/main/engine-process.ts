import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from "electron";
import { CasefileError, valueOf, type Outcome } from "../../analysis/base/errors.ts";
import { portChannel } from "../ipc/channels.ts";
import type { FromHost, HostSettings, ToHost } from "../ipc/host-messages.ts";
import type { FileGrants } from "./file-grants.ts";

const lost = (): CasefileError =>
  new CasefileError({
    code: "engine/worker-died",
    message: "The engine stopped unexpectedly.",
    meaning: "The work in progress is lost; your investigation and your data are unchanged.",
    fix: "It has been started again: run the cell again.",
  });

type ReportRequest = Omit<Extract<ToHost, { type: "report" }>, "type" | "id">;

/** One window's engine: a process of its own, started when the page connects and again whenever it dies. */
export class EngineProcess {
  readonly #settings: HostSettings;
  readonly #entry: string;
  readonly #grants: FileGrants;
  #child: UtilityProcess | null = null;
  #waiting = new Map<number, (outcome: Outcome<string>) => void>();
  #nextId = 1;
  #stopped = false;

  constructor(entry: string, settings: HostSettings, grants: FileGrants) {
    this.#entry = entry;
    this.#settings = settings;
    this.#grants = grants;
  }

  /** Gives a page its port to the host, starting the host when there is none. */
  connect(page: WebContents): void {
    if (this.#stopped) return;
    const { port1, port2 } = new MessageChannelMain();
    (this.#child ?? this.#start(page)).postMessage({ type: "connect" } satisfies ToHost, [port1]);
    page.postMessage(portChannel, null, [port2]);
  }

  /** Tells the host where granted files are, before the page learns their handles. */
  grant(files: readonly { fileId: string; path: string }[]): void {
    if (files.length > 0) this.#post({ type: "grant", files: [...files] });
  }

  /** The report of a document as one HTML text. */
  async renderReport(report: ReportRequest): Promise<string> {
    if (this.#child === null) throw lost();
    const id = this.#nextId++;
    const outcome = await new Promise<Outcome<string>>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#post({ type: "report", id, ...report });
    });
    return valueOf(outcome);
  }

  stop(): void {
    this.#stopped = true;
    this.#child?.kill();
  }

  #post(message: ToHost): void {
    this.#child?.postMessage(message);
  }

  #start(page: WebContents): UtilityProcess {
    const cwd = mkdtempSync(path.join(tmpdir(), "casefile-engine-"));
    const child = utilityProcess.fork(this.#entry, [JSON.stringify(this.#settings)], {
      // An empty record would mean "inherit" to older versions of Electron.
      env: { CASEFILE_ENGINE: "1" },
      cwd,
      stdio: "ignore",
      serviceName: "Casefile engine",
    });
    child.on("message", ({ id, outcome }: FromHost) => {
      this.#waiting.get(id)?.(outcome);
      this.#waiting.delete(id);
    });
    child.once("exit", () => this.#ended(page, cwd));
    this.#child = child;
    this.grant(this.#grants.all());
    return child;
  }

  #ended(page: WebContents, cwd: string): void {
    this.#child = null;
    rmSync(cwd, { recursive: true, force: true });
    for (const answer of this.#waiting.values()) answer({ ok: false, error: lost().record });
    this.#waiting.clear();
    if (!this.#stopped && !page.isDestroyed()) this.connect(page);
  }
}
